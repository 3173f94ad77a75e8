package dev.kiln.stack.planted;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jboss.byteman.check.TestScript;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the rules of the planted bugs name is there in the packaged dispatcher: a rule whose method was renamed is never in
 * force. No service is started.
 */
class PlantedRulesIT {
    private static final Path APPLICATION =
            Path.of(System.getProperty("kiln.root"), "dispatcher-service/target/quarkus-app");
    private static final Pattern CALLER = Pattern.compile("callerEquals\\(\"(\\w+)\\.(\\w+)\"");
    private static final int SECONDS = 60;

    @TempDir
    private static Path directory;

    private static String rules;

    @BeforeAll
    static void write() throws IOException {
        new PlantedBugs(directory);
        rules = Files.readString(directory.resolve("planted.btm"));
    }

    @Test
    void nameWhatIsThere() throws Exception {
        assertThat(check(rules)).doesNotContain("ERROR : ", "WARNING : ").contains("TestScript: no errors");
    }

    /** In a text, which the checker does not look into. */
    @Test
    void nameCallersThatAreThere() throws Exception {
        var callers = CALLER.matcher(rules).results().toList();
        assertThat(callers).isNotEmpty();
        for (var caller : callers) {
            assertThat(methods(caller.group(1))).contains(caller.group(2));
        }
    }

    @Test
    void areFoundOutWhereItIsNotThere() throws Exception {
        var broken = rules.replace("METHOD doubt(", "METHOD renamed(")
                .replace("CLASS dev.kiln.dispatcher.settle.SettleTask", "CLASS dev.kiln.dispatcher.settle.Renamed")
                .replace("doubt.refuse(", "doubt.renamed(");
        assertThat(check(broken).lines().filter(line -> line.matches("(ERROR|WARNING) : .*")))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("TAKEOVER_POSTS"))
                .anySatisfy(line -> assertThat(line).contains("PARKS_WHAT_A_CALLBACK_ANSWERED"))
                .anySatisfy(line -> assertThat(line).contains("HOLD_RELEASED_ON_A_TIMEOUT"));
    }

    /** By the agent's own checker, in a JVM that has the dispatcher's classes and nothing of the tests. */
    private static String check(String script) throws Exception {
        var checked = Files.writeString(directory.resolve("checked.btm"), script);
        var output = directory.resolve("checked.txt");
        var checker = Path.of(TestScript.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var classPath =
                Stream.concat(Stream.of(checker), jars()).map(Path::toString).collect(joining(File.pathSeparator));
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        TestScript.class.getName(),
                        checked.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    /** Of the dispatcher's class of that simple name. */
    private static List<String> methods(String type) throws Exception {
        var urls = jars().map(PlantedRulesIT::url).toArray(URL[]::new);
        try (var dispatcher = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
                var jar = new JarFile(jars("app").getFirst().toFile())) {
            var file = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith("/" + type + ".class"))
                    .findFirst()
                    .orElseThrow();
            var name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
            return Arrays.stream(dispatcher.loadClass(name).getDeclaredMethods())
                    .map(Method::getName)
                    .toList();
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Path> jars() throws IOException {
        return Stream.concat(jars("app").stream(), jars("lib/main").stream());
    }

    private static List<Path> jars(String folder) throws IOException {
        try (var files = Files.list(APPLICATION.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
