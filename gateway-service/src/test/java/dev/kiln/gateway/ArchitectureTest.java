package dev.kiln.gateway;

import dev.kiln.architecture.PackageRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsFrameworksInAdaptersAndFeaturesApart() {
        PackageRules.check("dev.kiln.gateway");
    }
}
