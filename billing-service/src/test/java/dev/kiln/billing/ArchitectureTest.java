package dev.kiln.billing;

import dev.kiln.architecture.PackageRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsDomainPlainAndFeaturesApart() {
        PackageRules.check("dev.kiln.billing");
    }
}
