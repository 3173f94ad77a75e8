package dev.kiln.dispatcher.submit;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Catalog;
import dev.kiln.dispatcher.task.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Duration USUAL = Duration.ofSeconds(100);

    private final Schedule schedule =
            new Schedule(Catalog.bundled(), Optional.of(USUAL), Duration.ofMinutes(5), Duration.ofHours(2));

    @Test
    void whatWasCreatedTogetherIsReadSpreadOverAFifthOfItsUsualTime() {
        List<Instant> due = IntStream.range(0, 100)
                .mapToObj(number -> schedule.firstPoll(Samples.generation(id(number)), NOW))
                .toList();

        assertThat(due).allSatisfy(at -> assertThat(at).isBetween(NOW.plusSeconds(90), NOW.plusSeconds(110)));
        assertThat(due.stream().distinct().count()).isGreaterThan(50);
        assertThat(schedule.firstPoll(Samples.generation(id(7)), NOW)).isEqualTo(due.get(7));
    }

    private static String id(int number) {
        return "gen_" + "%032d".formatted(number);
    }
}
