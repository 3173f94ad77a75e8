package dev.kiln.stack.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.stack.Part;
import dev.kiln.stack.StackSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be said of the containers without starting one. */
class ComposeFileTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private final ComposeFile compose = ComposeFile.read(ROOT, Map.of());

    @Test
    void everyContainerIsBoundedReadOnlyAndWithoutPrivileges() {
        assertThat(compose.services().values()).hasSizeGreaterThan(10).allSatisfy(service -> {
            assertThat(service.readOnly()).as(service.name()).isTrue();
            assertThat(service.list("cap_drop")).as(service.name()).containsExactly("ALL");
            assertThat(service.list("security_opt")).as(service.name()).contains("no-new-privileges:true");
            assertThat(service.memory()).as(service.name()).isPositive();
            assertThat(service.oneShot() || !service.healthTest().isEmpty())
                    .as(service.name())
                    .isTrue();
            assertThat(service.image())
                    .as(service.name())
                    .matches("kiln/[a-z-]+:dev|[a-z/]+:v?\\d+\\.\\d+(\\.\\d+)?(@sha256:[0-9a-f]{64})?");
            assertThat(service.list("ports")).as(service.name()).allMatch(port -> port.startsWith("127.0.0.1:"));
        });
    }

    @Test
    void testsOnContainersStartEveryPartAndWhateverItDependsOnButNoMonitoring() {
        var started = ContainerStack.started(compose);
        var names = started.stream().map(ComposeService::name).toList();
        assertThat(names)
                .containsAll(Arrays.stream(Part.values()).map(Part::title).toList())
                .containsAll(started.stream()
                        .flatMap(service -> service.dependsOn().stream())
                        .toList())
                .contains("required-keys", "topics")
                .doesNotContain("prometheus", "grafana");
    }

    @Test
    void testsOnContainersStartWhatIsInNoProfileOrInThatOfTheSimulator(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("docker-compose.yml"), """
                services:
                  anyway: {image: kiln/anyway:dev}
                  simulated: {profiles: [simulated-kie]}
                  both: {profiles: [real-kie, simulated-kie]}
                  real: {profiles: [real-kie]}
                  watching: {profiles: [monitoring]}
                """);

        assertThat(ContainerStack.started(ComposeFile.read(folder, Map.of())))
                .extracting(ComposeService::name)
                .containsExactly("anyway", "simulated", "both");
    }

    @Test
    void thereCanBeManyDispatchersEachWithAPortForOperators() {
        assertThat(compose.service("dispatcher-service").keys()).doesNotContainKey("container_name");
        assertThat(compose.service("dispatcher-service").list("ports")).containsExactly("127.0.0.1::9081");
    }

    @Test
    void operatorsHaveAKeyWhereTheyAreAskedForOne() {
        for (var part : List.of(Part.DISPATCHER, Part.BILLING)) {
            assertThat(compose.service(part.title()).environment().get("KILN_OPERATORS__LOCAL__KEY_HASHES"))
                    .isEqualTo(StackSecrets.hash("development-only-operator-key"));
        }
        assertThat(compose.service("gateway-service").environment().get("KILN_TENANTS__LOCAL__KEY_HASHES"))
                .isEqualTo(StackSecrets.hash("development-only-key"));
    }

    @Test
    void whatEveryoneKnowsTheHashOfIsAskedForOnTheRealKie() throws IOException {
        var asked = Files.readString(ROOT.resolve("deploy/docker/required-keys.sh"));
        var template = Files.readString(ROOT.resolve("deploy/docker/real-kie.env.example"));
        assertThat(List.of("KILN_TENANTS__LOCAL__KEY_HASHES", "KILN_OPERATORS__LOCAL__KEY_HASHES"))
                .allSatisfy(hash -> {
                    assertThat(asked).contains("required " + hash + " 64 ");
                    assertThat(template).contains("\n" + hash + "=\n");
                    assertThat(compose.service("required-keys").environment()).containsEntry(hash, "");
                });
    }

    /** Its README says how long it takes; what is killed before leaves creates in doubt. */
    @Test
    void theDispatcherHasTimeToFinish() {
        var grace = compose.service("dispatcher-service")
                .keys()
                .get("stop_grace_period")
                .toString();
        assertThat(Duration.parse("PT" + grace)).isGreaterThanOrEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void onlyMigrationsOwnTheTables() {
        for (var name : List.of("gateway", "dispatcher", "billing")) {
            assertThat(compose.service(name + "-service").environment())
                    .containsEntry("QUARKUS_DATASOURCE_USERNAME", name)
                    .containsEntry("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
            assertThat(compose.service(name + "-migration").environment())
                    .containsEntry("QUARKUS_DATASOURCE_USERNAME", name + "_owner")
                    .containsEntry("QUARKUS_INIT_AND_EXIT", "true");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyOfKilnsIsOneThatTheServiceReads(Part part) throws IOException {
        var known = source(part);
        var unread = compose.service(part.title()).environment().keySet().stream()
                .filter(name -> name.startsWith("KILN_") || name.startsWith("KIE_"))
                .filter(name -> endings(name).stream().noneMatch(known::contains))
                .toList();
        assertThat(unread).isEmpty();
    }

    @Test
    void whateverIsForDevelopmentOnlyIsAskedForOnTheRealKie() throws IOException {
        var asked = Files.readString(ROOT.resolve("deploy/docker/required-keys.sh"));
        var template = Files.readString(ROOT.resolve("deploy/docker/real-kie.env.example"));
        var secrets = Pattern.compile("\\$\\{(\\w+):?-development-only")
                .matcher(compose.text())
                .results()
                .map(secret -> secret.group(1))
                .collect(Collectors.toSet());
        assertThat(secrets).contains("KIE_API_KEY", "OWNER_PASSWORD").allSatisfy(secret -> {
            assertThat(asked).contains(secret);
            assertThat(template).contains(secret + "=");
            assertThat(compose.service("required-keys").environment()).containsKey(secret);
        });
    }

    @Test
    void aSecondAccountReachesTheDispatcherAndNobodyElse() {
        var second = "KILN_KIE_ACCOUNTS__SECOND__API_KEY";
        var given = ComposeFile.read(ROOT, Map.of(second, "another-key"));

        assertThat(given.services().values().stream()
                        .filter(service -> service.environment().containsValue("another-key"))
                        .map(ComposeService::name))
                .containsExactlyInAnyOrder(Part.DISPATCHER.title(), "dispatcher-migration");
        assertThat(given.service(Part.DISPATCHER.title()).environment()).containsEntry(second, "another-key");
        assertThat(compose.service(Part.DISPATCHER.title()).environment()).containsEntry(second, "");
    }

    @Test
    void whateverTheTemplateOffersIsPassedOn() throws IOException {
        var offered = Files.readAllLines(ROOT.resolve("deploy/docker/real-kie.env.example")).stream()
                .filter(line -> line.matches("[A-Z].*=.*"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
        assertThat(offered)
                .contains("KILN_KIE_ACCOUNTS__SECOND__API_KEY")
                .allSatisfy(name -> assertThat(compose.text()).containsPattern("\\$\\{" + name + "[:}-]"));
    }

    @Test
    void theImageHasAFixedBaseAndRunsAsSomeoneByNumber() throws IOException {
        var dockerfile = Files.readString(ROOT.resolve("deploy/docker/Dockerfile"));
        assertThat(dockerfile)
                .containsPattern(
                        "(?m)^FROM eclipse-temurin:25\\.\\d+\\.\\d+_\\d+-jre-noble(@sha256:[0-9a-f]{64})? AS base$")
                .containsPattern("(?m)^USER [1-9]\\d*:[1-9]\\d*$")
                .doesNotContainPattern("(?m)^(ENV|ARG) .*(KEY|PASSWORD|SECRET|TOKEN)");
    }

    @Test
    void everyImageGivesItsJvmTheOptionsOfItsModule() throws IOException {
        assertThat(Files.readString(ROOT.resolve("deploy/docker/Dockerfile")))
                .contains("COPY ${SERVICE}/src/main/docker/jvm.options ./")
                .containsPattern("(?m)^ENV JDK_JAVA_OPTIONS=\"\\$\\{JDK_JAVA_OPTIONS} @/app/jvm.options\"$");
        assertThat(Files.readAllLines(ROOT.resolve(".dockerignore")))
                .contains("!dispatcher-service/src/main/docker/jvm.options");
        assertThat(Part.DISPATCHER.imageFlags(ROOT)).containsExactly("-XX:TieredStopAtLevel=1");
        assertThat(flagsOfAJvmWith(ROOT.resolve("dispatcher-service/src/main/docker/jvm.options")))
                .containsPattern("TieredStopAtLevel += 1 ");
    }

    private static String flagsOfAJvmWith(Path options) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(java, "-XX:+PrintFlagsFinal", "-version").redirectErrorStream(true);
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC @" + options);
        var process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The interfaces that configuration is mapped to, and the names that its file refers to. */
    private static String source(Part part) throws IOException {
        var folder = part == Part.SIMULATOR ? "deploy/" + part.title() : part.title();
        var text = new StringBuilder();
        try (var files = Files.walk(ROOT.resolve(folder).resolve("src/main"))) {
            for (var file : files.filter(ComposeFileTest::configures).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static boolean configures(Path file) {
        return file.getFileName().toString().matches(".*Config\\.java|application\\.properties");
    }

    /** The name itself as a reference, and each of its ends as a method: KILN_IDS_TAG_KEY may be tagKey(). */
    private static List<String> endings(String name) {
        var words = Arrays.asList(name.toLowerCase(Locale.ROOT).split("_+"));
        var endings = new ArrayList<>(List.of("${" + name + ":"));
        for (var from = 1; from < words.size(); from++) {
            var rest = words.subList(from + 1, words.size()).stream()
                    .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                    .collect(Collectors.joining());
            endings.add(" " + words.get(from) + rest + "()");
        }
        return endings;
    }
}
