package dev.kiln.stack.planted;

import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.GenerationRequested;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;

/** For each planted bug what has to happen for it to show. Without the bug nothing in it breaks anything. */
final class Scenes {
    /** More than an account may create in a window. */
    private static final int MORE_THAN_A_WINDOW = 4 * PlantedBugsIT.LIMIT;
    /** Longer than the task takes, its first poll, and the producer's patience with a broker that is away. */
    private static final Duration AWAY = Duration.ofSeconds(14);

    private Scenes() {}

    static void play(PlantedBug bug, Stage stage) {
        switch (bug) {
            case RETRY_ON_TIMEOUT, PARKS_WHAT_A_CALLBACK_ANSWERED -> stage.submit("[[sim:reset-after-store]]");
            case HOLD_RELEASED_ON_A_TIMEOUT -> stage.submit("[[sim:reset-after-store]] [[sim:callback-lost]]");
            case POLL_OF_THE_WRONG_FAMILY, PARKS_WHAT_WAS_ANSWERED -> stage.submit("[[sim:callback-lost]]");
            case LATE_ANSWER_OVERWRITES_A_CALLBACKS_TRUTH -> stage.submit("[[sim:slow]]");
            case INTENT_NOT_COMMITTED_BEFORE_SEND -> stage.submit("");
            case SLOT_FREED_EARLY -> {
                try (var tenants = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (var i = 0; i < MORE_THAN_A_WINDOW; i++) {
                        tenants.submit(() -> stage.submit(""));
                    }
                }
            }
            case TAKEOVER_POSTS -> {
                var id = stage.submit("[[sim:hang]] [[sim:callback-lost]]");
                stage.awaitCreate(id);
                stage.killAndRestartTheDispatcher();
            }
            case DEDUPE_OFF -> {
                var request = stage.request();
                stage.stack().events().send(request);
                stage.awaitSuccess(((GenerationRequested) request.event()).generationId());
                stage.stack().events().send(request);
            }
            case CANCEL_IGNORED -> {
                var request = stage.request();
                var id = ((GenerationRequested) request.event()).generationId();
                stage.canceledAhead(id);
                stage.stack()
                        .events()
                        .send(Stage.envelope(UUID.randomUUID().toString(), new CancellationRequested(id)));
                stage.stack().events().send(request);
            }
            case OUTBOX_DELETED_BEFORE_THE_ACKNOWLEDGEMENT -> {
                var id = stage.submit("[[sim:callback-lost]]");
                stage.awaitCreate(id);
                stage.stack().stopKafka();
                stage.lasts(AWAY);
                stage.stack().startKafka();
            }
        }
    }
}
