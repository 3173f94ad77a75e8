package dev.kiln.simulator;

import dev.kiln.architecture.PackageRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void featuresKeepTheirDomainPlainAndTheirAdaptersToThemselves() {
        PackageRules.check("dev.kiln.simulator");
    }
}
