package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.task.HeardTasks;
import dev.kiln.dispatcher.task.HeardTasks.Heard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL. */
class PgHeardTasksTest {

    private static final String ID = Tables.generation(1).id();

    private static Tables tables;

    private HeardTasks heard;

    @BeforeAll
    static void start() {
        tables = new Tables();
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @BeforeEach
    void aGeneration() {
        tables.empty();
        tables.store(Tables.queued(Tables.generation(1)));
        heard = new PgHeardTasks(tables.pool());
    }

    @Test
    void keepsWhatWasNamedByAttempt() {
        heard.hear(new Heard(ID, 1, "task-1"), NOW);
        heard.hear(new Heard(ID, 1, "task-1"), NOW.plusSeconds(1));

        assertThat(heard.isHeard(new Heard(ID, 1, "task-1"))).isTrue();
        assertThat(heard.isHeard(new Heard(ID, 2, "task-1"))).isFalse();
        assertThat(heard.isHeard(new Heard(ID, 1, "task-2"))).isFalse();
        assertThat(tables.count("heard_task")).isOne();
    }

    @Test
    void keepsTheFirstFewOfAGeneration() {
        for (int number = 0; number < 2 * PgHeardTasks.MOST_OF_A_GENERATION; number++) {
            heard.hear(new Heard(ID, 1, "task-" + number), NOW);
        }

        assertThat(tables.count("heard_task")).isEqualTo(PgHeardTasks.MOST_OF_A_GENERATION);
        assertThat(heard.isHeard(new Heard(ID, 1, "task-0"))).isTrue();
    }

    @Test
    void endsWithItsGeneration() {
        heard.hear(new Heard(ID, 1, "task-1"), NOW);
        tables.sql("delete from task");

        heard.hear(new Heard(ID, 1, "task-2"), NOW);

        assertThat(tables.count("heard_task")).isZero();
    }
}
