package dev.kiln.stack.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jboss.byteman.check.RuleCheck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the rules of the planted bugs name is there in the packaged dispatcher: a rule whose method was renamed is never in
 * force. Nothing is started.
 */
class PlantedRulesIT {
    private static final Path NO_FILE = Path.of("not-there");
    private static final Pattern CALLER = Pattern.compile("callerEquals\\(\"(\\w+)\\.(\\w+)\"");

    /** Of the dispatcher's classes, and of a checker that sees them; of nothing that the tests have. */
    private static URLClassLoader dispatcher;

    @BeforeAll
    static void open() throws IOException {
        var urls = new ArrayList<URL>();
        urls.add(RuleCheck.class.getProtectionDomain().getCodeSource().getLocation());
        for (var folder : List.of("app", "lib/main")) {
            for (var jar : jars(folder)) {
                urls.add(jar.toUri().toURL());
            }
        }
        dispatcher = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        if (dispatcher != null) {
            dispatcher.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nameWhatIsThere(PlantedBug bug) throws Exception {
        assertThat(complaints(bug.rule(NO_FILE))).isEmpty();
        assertThat(CALLER.matcher(bug.rule(NO_FILE)).results())
                .allSatisfy(caller -> assertThat(methods(caller.group(1))).contains(caller.group(2)));
    }

    @Test
    void isNoticedWhereItIsNotThere() throws Exception {
        var rule = PlantedBug.TAKEOVER_POSTS.rule(NO_FILE);
        assertThat(complaints(rule.replace("METHOD doubt(", "METHOD renamed("))).isNotEmpty();
        assertThat(complaints(rule.replace("watch.SweepTasks", "watch.Renamed")))
                .isNotEmpty();
        assertThat(complaints(rule.replace("task.requeue(", "task.renamed("))).isNotEmpty();
    }

    private static List<String> complaints(String rule) throws Exception {
        var check = dispatcher.loadClass(RuleCheck.class.getName());
        var checker = check.getConstructor().newInstance();
        check.getMethod("setPrintStream", PrintStream.class)
                .invoke(checker, new PrintStream(OutputStream.nullOutputStream()));
        check.getMethod("addRule", String.class, String.class).invoke(checker, "planted", rule);
        check.getMethod("checkRules").invoke(checker);
        var result = check.getMethod("getResult").invoke(checker);
        var complaints = new ArrayList<String>();
        for (var kind : List.of("Error", "ParseError", "TypeError", "Warning", "TypeWarning")) {
            var messages =
                    result.getClass().getMethod("get" + kind + "Messages").invoke(result);
            ((List<?>) messages).forEach(message -> complaints.add(kind + ": " + message));
        }
        return complaints;
    }

    /** Of the dispatcher's class of that simple name. */
    private static Stream<String> methods(String type) {
        try (var jar = new JarFile(jars("app").getFirst().toFile())) {
            var entry = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith("/" + type + ".class"))
                    .findFirst()
                    .orElseThrow();
            var name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
            return Arrays.stream(dispatcher.loadClass(name).getDeclaredMethods())
                    .map(Method::getName);
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(type + " cannot be looked into", e);
        }
    }

    private static List<Path> jars(String folder) throws IOException {
        var application = Path.of(System.getProperty("kiln.root"), "dispatcher-service/target/quarkus-app");
        try (var files = Files.list(application.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
