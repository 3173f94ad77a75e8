package dev.kiln.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Optional;

/**
 * A service's packages are features. Directly in a feature's package is plain Java; framework, Kafka, HTTP and SQL are in
 * its {@code adapter} package, which no other feature knows. Features do not depend on each other in a circle.
 */
public final class PackageRules {
    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "jakarta..",
        "io.vertx..",
        "io.smallrye..",
        "org.apache.kafka..",
        "java.sql..",
        "javax.sql..",
        "org.hibernate..",
        "org.eclipse.microprofile.."
    };

    private PackageRules() {}

    /** Checks every class below the root package but the tests; throws an AssertionError that lists what breaks a rule. */
    public static void check(String rootPackage) {
        check(
                rootPackage,
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(rootPackage));
    }

    static void check(String rootPackage, JavaClasses classes) {
        domainIsPlainJava(rootPackage).check(classes);
        adaptersStayInTheirFeature(rootPackage).check(classes);
        SlicesRuleDefinition.slices()
                .matching(rootPackage + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    private static ArchRule domainIsPlainJava(String rootPackage) {
        return ArchRuleDefinition.noClasses()
                .that(DescribedPredicate.describe("are domain", c -> isDomain(rootPackage, c)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .allowEmptyShould(true);
    }

    private static ArchRule adaptersStayInTheirFeature(String rootPackage) {
        return ArchRuleDefinition.classes()
                .should(new ArchCondition<JavaClass>("use no adapter of another feature") {
                    @Override
                    public void check(JavaClass origin, ConditionEvents events) {
                        origin.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> isForeignAdapter(rootPackage, dependency))
                                .forEach(dependency ->
                                        events.add(SimpleConditionEvent.violated(origin, dependency.getDescription())));
                    }
                })
                .allowEmptyShould(true);
    }

    private static boolean isDomain(String rootPackage, JavaClass candidate) {
        return feature(rootPackage, candidate).isPresent() && !isAdapter(candidate);
    }

    private static boolean isForeignAdapter(String rootPackage, Dependency dependency) {
        var target = dependency.getTargetClass();
        var origin = dependency.getOriginClass();
        var usesItFreely = feature(rootPackage, origin).isEmpty() || !isAdapter(target);
        return !usesItFreely && !feature(rootPackage, origin).equals(feature(rootPackage, target));
    }

    private static boolean isAdapter(JavaClass candidate) {
        return candidate.getPackageName().endsWith(".adapter")
                || candidate.getPackageName().contains(".adapter.");
    }

    /** The package below the root; empty for the classes at the root, which wire the features together, and for strangers. */
    private static Optional<String> feature(String rootPackage, JavaClass candidate) {
        var name = candidate.getPackageName();
        if (!name.startsWith(rootPackage + ".")) {
            return Optional.empty();
        }
        return Optional.of(name.substring(rootPackage.length() + 1).split("\\.")[0]);
    }
}
