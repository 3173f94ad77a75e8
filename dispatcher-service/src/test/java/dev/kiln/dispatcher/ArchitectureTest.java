package dev.kiln.dispatcher;

import dev.kiln.architecture.PackageRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsDomainApartFromAdapters() {
        PackageRules.check("dev.kiln.dispatcher");
    }
}
