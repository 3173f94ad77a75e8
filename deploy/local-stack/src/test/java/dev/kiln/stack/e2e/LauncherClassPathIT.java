package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** The launcher starts from a folder of jars, not from the class path of the tests. */
class LauncherClassPathIT {
    @Test
    void readsTheCatalogWithNothingButWhatIsShipped() throws Exception {
        try (var shipped = new URLClassLoader(shipped(), ClassLoader.getPlatformClassLoader())) {
            var catalog = shipped.loadClass("dev.kiln.catalog.Catalog")
                    .getMethod("bundled")
                    .invoke(null);

            assertThat(catalog.getClass().getClassLoader()).isSameAs(shipped);
        }
    }

    private static URL[] shipped() throws IOException {
        var target = Path.of(System.getProperty("kiln.root")).resolve("deploy/local-stack/target");
        var urls = new ArrayList<URL>();
        urls.add(target.resolve("classes").toUri().toURL());
        try (var jars = Files.newDirectoryStream(target.resolve("lib"), "*.jar")) {
            for (var jar : jars) {
                urls.add(jar.toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
