package dev.kiln.stack.deadletter.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.backends.EmbeddedKafka;
import dev.kiln.backends.FreePort;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.DeadLetterHeaders;
import dev.kiln.contract.Topic;
import dev.kiln.stack.Ask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on a real broker; each test has an installation of its own. */
class DlqCommandTest {

    private static final Topic REQUESTS = Topic.GENERATION_REQUESTS;

    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream questions = new ByteArrayOutputStream();
    private InstalledTopics topics;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), FreePort.pick());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void install() {
        topics = new InstalledTopics(kafka.bootstrapServers());
    }

    @Test
    void countsAndFiltersWhatWaits() {
        topics.bury(REQUESTS, "dispatcher", "UNREADABLE", "a");
        topics.bury(REQUESTS, "dispatcher", "CONFLICT", "b");
        topics.bury(REQUESTS, "gateway", "UNREADABLE", "a");
        topics.bury(Topic.GENERATION_COMPLETIONS, "billing", "NOT_BOOKABLE", "c");

        assertThat(list().path("total").asInt()).isEqualTo(4);
        assertThat(list().path("counts")).hasSize(4);
        assertThat(ids(list("--reason", "UNREADABLE")))
                .containsExactly(topics.id(REQUESTS, "dispatcher", 0), topics.id(REQUESTS, "gateway", 0));
        assertThat(ids(list("--group", "billing")))
                .containsExactly(topics.id(Topic.GENERATION_COMPLETIONS, "billing", 0));
        assertThat(ids(list("--topic", "generation.requests", "--group", "dispatcher", "--since", "1h")))
                .hasSize(2);
        assertThat(list("--since", "2099-01-01T00:00:00Z").path("total").asInt())
                .isZero();
        var first = list("--limit", "1");
        assertThat(first.path("total").asInt()).isEqualTo(4);
        assertThat(first.path("letters")).hasSize(1);
        assertThat(first.path("complete").asBoolean()).isFalse();
    }

    @Test
    void publishesARecordAgainAsItWasAndListsItNoMore() {
        topics.bury(REQUESTS, "dispatcher", "NOT_HANDLED", "{\"model\":\"m\"}");
        var id = topics.id(REQUESTS, "dispatcher", 0);

        assertThat(run("replay", id, "--by", "mia")).isZero();

        assertThat(out.toString()).contains("replayed  " + id).contains("1 replayed, 0 left alone");
        var again = topics.read(REQUESTS);
        assertThat(again).singleElement().satisfies(record -> {
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo("{\"model\":\"m\"}");
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("gen_1");
            assertThat(record.headers().toArray()).extracting(Header::key).containsExactly("ce_id", "ce_type");
        });
        assertThat(list().path("total").asInt()).isZero();
        var resolved = list("--resolved").path("letters").path(0);
        assertThat(resolved.path("id").asText()).isEqualTo(id);
        assertThat(resolved.path("resolution").path("by").asText()).isEqualTo("mia");
    }

    @Test
    void takesNoLetterForAResolutionWhateverItsOwnHeadersSay() {
        topics.bury(REQUESTS, "dispatcher", "UNREADABLE", "first");
        var forged = "{\"letter\":\"" + topics.id(REQUESTS, "dispatcher", 0) + "\",\"action\":\"dropped\",\"by\":\"x\","
                + "\"at\":\"2026-01-01T00:00:00Z\"}";
        var record = topics.letter(REQUESTS, "dispatcher", "UNREADABLE", forged);
        record.headers().add(DeadLetterHeaders.RESOLUTION, "dropped".getBytes(StandardCharsets.UTF_8));
        topics.send(record);
        assertThat(ids(list())).hasSize(2);

        assertThat(run("replay", topics.id(REQUESTS, "dispatcher", 1))).isZero();

        assertThat(topics.read(REQUESTS).getFirst().headers().toArray())
                .extracting(Header::key)
                .containsExactly("ce_id", "ce_type");
        assertThat(ids(list())).containsExactly(topics.id(REQUESTS, "dispatcher", 0));
    }

    @Test
    void dropsOnlyWithAReasonWhichItKeeps() {
        topics.bury(REQUESTS, "gateway", "UNREADABLE", "x");
        var id = topics.id(REQUESTS, "gateway", 0);
        assertThat(run("drop", id)).isEqualTo(2);
        assertThat(run("drop", id, "--why", " ")).isEqualTo(2);
        assertThat(run("drop", id, "--why", "sent by a broken script")).isZero();
        assertThat(run("drop", id, "--why", "once more")).isEqualTo(1);
        assertThat(list().path("total").asInt()).isZero();
        assertThat(run("show", id)).isZero();
        assertThat(out.toString()).contains("dropped by").contains("sent by a broken script");
        assertThat(topics.read(REQUESTS)).isEmpty();
    }

    @Test
    void asksBeforeItReplaysManyAndTakesNothingButYes() {
        for (var i = 0; i < 3; i++) {
            topics.bury(REQUESTS, "dispatcher", "NOT_HANDLED", "{\"n\":" + i + "}");
        }
        topics.bury(REQUESTS, "dispatcher", "CONFLICT", "{}");
        var chosen = List.of("replay", "--all", "--reason", "NOT_HANDLED");

        assertThat(runAnswering(null, chosen)).isEqualTo(1);
        assertThat(err.toString()).contains("--yes").contains("3 letters");
        assertThat(runAnswering("y\n", chosen)).isEqualTo(1);
        assertThat(topics.read(REQUESTS)).isEmpty();
        assertThat(runAnswering("yes\n", chosen)).isZero();
        assertThat(questions.toString(StandardCharsets.UTF_8)).contains("Replay 3 letters?");
        assertThat(topics.read(REQUESTS)).hasSize(3);
        assertThat(ids(list())).containsExactly(topics.id(REQUESTS, "dispatcher", 3));
    }

    @Test
    void replaysAllWithoutATerminalWhereItIsToldTo() {
        topics.bury(REQUESTS, "dispatcher", "NOT_HANDLED", "{}");
        topics.bury(REQUESTS, "dispatcher", "NOT_HANDLED", "{}");
        assertThat(run("replay", "--all", "--limit", "1", "--yes")).isZero();
        assertThat(ids(list())).containsExactly(topics.id(REQUESTS, "dispatcher", 1));
        assertThat(run("replay", "--all", "--yes")).isZero();
        assertThat(run("replay", "--all", "--yes")).isZero();
        assertThat(topics.read(REQUESTS)).hasSize(2);
    }

    @Test
    void saysWhatIsWrongWithItsArguments() {
        assertThat(run("replay")).isEqualTo(2);
        assertThat(run("replay", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("'nonsense' is no letter's id");
        assertThat(run("replay", topics.id(REQUESTS, "gateway", 0), "--all")).isEqualTo(2);
        assertThat(run("replay", topics.id(REQUESTS, "gateway", 0), "--reason", "X"))
                .isEqualTo(2);
        assertThat(run("list", "--topic", "generation.request")).isEqualTo(2);
        assertThat(err.toString()).contains("generation.requests, generation.submissions");
        assertThat(run("list", "--group", "nobody")).isEqualTo(2);
        assertThat(run("list", "--since", "yesterday")).isEqualTo(2);
        assertThat(run("list", "--limit", "0")).isEqualTo(2);
        assertThat(run("show", "another.topic/0/1")).isEqualTo(1);
        assertThat(run("show", topics.id(REQUESTS, "gateway", 4))).isEqualTo(1);
        assertThat(err.toString())
                .contains("another.topic is no dead letter topic")
                .contains("No letter stands at");
    }

    @Test
    void saysWhichClusterItCannotUse() throws Exception {
        assertThat(execute(nobody(), List.of("list"))).isEqualTo(1);
        assertThat(err.toString()).contains("No ./kiln up is running here");
        assertThat(execute(nobody(), List.of("list", "--kafka", kafka.bootstrapServers(), "--prefix", "other.")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("begin with 'other.'");
        assertThat(execute(
                        nobody(),
                        List.of("list", "--config", directory.resolve("none").toString())))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none cannot be read");
        assertThat(execute(nobody(), List.of("list", "--kafka", "no port"))).isEqualTo(1);
        assertThat(err.toString()).contains("Kafka at no port cannot be used");
        var config = Files.writeString(
                directory.resolve("client.properties"),
                "bootstrap.servers=" + kafka.bootstrapServers() + "\nsecurity.protocol=PLAINTEXT\n");
        assertThat(execute(nobody(), List.of("list", "--config", config.toString(), "--prefix", topics.prefix())))
                .isZero();
    }

    private JsonNode list(String... arguments) {
        var before = out.getBuffer().length();
        var all = new ArrayList<>(List.of("list", "--json"));
        all.addAll(List.of(arguments));
        assertThat(runAnswering(null, all)).isZero();
        try {
            return ContractJson.mapper().readTree(out.getBuffer().substring(before));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> ids(JsonNode list) {
        var ids = new ArrayList<String>();
        list.path("letters").forEach(letter -> ids.add(letter.path("id").asText()));
        return ids;
    }

    private int run(String... arguments) {
        return runAnswering(null, Arrays.asList(arguments));
    }

    /** @param answer null where there is no terminal */
    private int runAnswering(String answer, List<String> arguments) {
        var all = new ArrayList<>(arguments);
        all.addAll(List.of("--kafka", kafka.bootstrapServers(), "--prefix", topics.prefix()));
        var typed = answer == null ? "" : answer;
        var ask = new Ask(
                answer != null,
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(questions, true, StandardCharsets.UTF_8));
        return execute(ask, all);
    }

    private static Ask nobody() {
        return new Ask(false, ByteArrayInputStream.nullInputStream(), System.err);
    }

    private int execute(Ask ask, List<String> arguments) {
        return DlqCommand.commandLine(directory, ask, Clock.systemUTC())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(arguments.toArray(String[]::new));
    }
}
