package dev.kiln.simulator.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.World;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileLifeTest {

    private static final String BASE = "http://sim";

    private final World world = new World();
    private final FileRules rules = new FileRules(Duration.ofHours(24), Duration.ofMinutes(10), Duration.ofMinutes(20));
    private final ResultFiles files = new ResultFiles(world.tasks, rules, world.time);
    private final DownloadLinks links = new DownloadLinks(files, rules, world.time);
    private final Task task = world.ended("flux-kontext-pro", "x");
    private final String result = task.fileUrl("0.jpg");

    @Test
    void aResultIsGoneAfterItsTimeAndItsOriginBefore() {
        assertThat(files.find(task.id(), "0.jpg")).isPresent();
        assertThat(files.find(task.id(), "origin-0.jpg")).isPresent();

        world.time.pass(Duration.ofMinutes(10));
        assertThat(files.find(task.id(), "origin-0.jpg")).isEmpty();
        world.time.pass(Duration.ofHours(23));
        assertThat(files.find(task.id(), "0.jpg")).isPresent();
        world.time.pass(Duration.ofHours(1));
        assertThat(files.find(task.id(), "0.jpg")).isEmpty();
    }

    @Test
    void aDownloadLinkWorksForItsTime() {
        String link = links.to(result, BASE).orElseThrow();

        world.time.pass(Duration.ofMinutes(19));
        assertThat(open(link)).isPresent();
        world.time.pass(Duration.ofMinutes(1));
        assertThat(open(link)).isEmpty();
    }

    @Test
    void aChangedDownloadLinkDoesNotWork() {
        String link = links.to(result, BASE).orElseThrow();

        assertThat(open(link.replaceFirst("until=\\d", "until=9"))).isEmpty();
        assertThat(open(link.replace("0.jpg", "origin-0.jpg"))).isEmpty();
    }

    @Test
    void aForeignOrGoneFileGetsNoLink() {
        assertThat(links.to("https://files.example.com/a.png", BASE)).isEmpty();
        assertThat(links.to(task.fileUrl("1.jpg"), BASE)).isEmpty();
        assertThat(links.to("nonsense", BASE)).isEmpty();
        world.time.pass(Duration.ofHours(24));
        assertThat(links.to(result, BASE)).isEmpty();
    }

    private Optional<ResultFiles.ResultFile> open(String link) {
        URI uri = URI.create(link);
        String[] path = uri.getPath().split("/");
        Map<String, String> query = Stream.of(uri.getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return links.open(path[2], path[3], Long.parseLong(query.get("until")), query.get("proof"));
    }
}
