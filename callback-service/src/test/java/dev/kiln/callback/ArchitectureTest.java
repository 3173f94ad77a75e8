package dev.kiln.callback;

import dev.kiln.architecture.PackageRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsFrameworksInAdapters() {
        PackageRules.check("dev.kiln.callback");
    }
}
