package dev.kiln.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Its commands are run by somebody who is in a hurry: what can be known of them without a cluster is held here. */
class RunbookTest {
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final Pattern LOCAL_PORT = Pattern.compile("localhost:(\\d+)");
    private static final Pattern FORWARD = Pattern.compile("port-forward deployment/([a-z-]+) (\\d+) &");
    private static final Pattern SCALE = Pattern.compile("kubectl[^\\n]* scale [^\\n]*dispatcher");
    private static final Pattern CONFIG_MAP = Pattern.compile("get (configmap|cm)[ /](?!-)[a-z]");

    /** Without it, logs chosen by a label are cut to ten lines of each pod. */
    @ParameterizedTest
    @MethodSource("pages")
    void readsWholeLogs(Path page) {
        assertThat(commands(page).lines().filter(line -> line.contains("logs -l ")))
                .allSatisfy(line -> assertThat(line).contains(" --tail="));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void forwardsEachPortThatItAsks(Path page) {
        var commands = commands(page);
        var forwarded = FORWARD.matcher(commands).results().toList();

        assertThat(LOCAL_PORT.matcher(commands).results().map(port -> port.group(1)))
                .isSubsetOf(forwarded.stream().map(port -> port.group(2)).toList());
        assertThat(forwarded)
                .allSatisfy(port -> assertThat(ports(port.group(1))).contains(Integer.parseInt(port.group(2))));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void asksAPortOnlyOnceItIsForwarded(Path page) {
        var commands = commands(page);

        assertThat(LOCAL_PORT.matcher(commands).results())
                .allSatisfy(port -> assertThat(commands.substring(0, port.start()))
                        .containsPattern("port-forward deployment/[a-z-]+ " + port.group(1) + " &"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void saysWhyALetterIsDropped(Path page) {
        assertThat(commands(page).lines().filter(line -> line.contains("dlq drop")))
                .allSatisfy(line -> assertThat(line).contains(" --why "));
    }

    /** KEDA would bring the replicas back, and the names of ConfigMaps end in a hash of what they hold. */
    @ParameterizedTest
    @MethodSource("pages")
    void asksForNothingThatTheClusterUndoesOrDoesNotHave(Path page) {
        assertThat(commands(page)).doesNotContainPattern(SCALE).doesNotContainPattern(CONFIG_MAP);
    }

    static Stream<Path> pages() {
        return Project.files(Project.ROOT.resolve("docs/runbook"), ".md").stream()
                .filter(page -> !page.endsWith("README.md"));
    }

    private static String commands(Path page) {
        var commands = new StringBuilder();
        COMMANDS.matcher(Project.read(page)).results().map(MatchResult::group).forEach(commands::append);
        return commands.toString();
    }

    /** Those that a service's own configuration names. */
    private static Stream<Integer> ports(String service) {
        var properties = Project.read(Project.ROOT.resolve(service + "/src/main/resources/application.properties"));
        return Pattern.compile("(?m)^quarkus\\.(?:http|management)\\.port=(\\d+)$")
                .matcher(properties)
                .results()
                .map(port -> Integer.parseInt(port.group(1)));
    }
}
