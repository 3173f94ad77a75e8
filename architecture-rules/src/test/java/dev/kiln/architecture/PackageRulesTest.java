package dev.kiln.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class PackageRulesTest {
    private static final String FIXTURES = "dev.kiln.architecture.fixture.";

    @Test
    void acceptsFeaturesWithPlainDomainsAndOwnAdaptersWiredAtTheRoot() {
        assertThatCode(() -> check("good")).doesNotThrowAnyException();
    }

    @Test
    void refusesADomainClassThatKnowsAFramework() {
        assertThatThrownBy(() -> check("framework"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("java.sql.Connection");
    }

    @Test
    void refusesTheUseOfAnotherFeaturesAdapter() {
        assertThatThrownBy(() -> check("adapters"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PgOrders");
    }

    @Test
    void refusesFeaturesInACircle() {
        assertThatThrownBy(() -> check("cycle"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle");
    }

    @Test
    void leavesOutTheClassesOfTests() {
        assertThatCode(() -> PackageRules.check(FIXTURES + "framework")).doesNotThrowAnyException();
    }

    private static void check(String fixture) {
        var root = FIXTURES + fixture;
        PackageRules.check(root, new ClassFileImporter().importPackages(root));
    }
}
