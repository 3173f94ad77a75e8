package dev.kiln.callback.receive;

import dev.kiln.contract.TaskEvent;
import java.time.Duration;

/** Counts what came in, so that no failure is silent. */
public interface CallbackMeter {

    /** The event is in Kafka. */
    void announced(TaskEvent event, Duration publishing);

    /** The event may not be in Kafka: it failed, or was not confirmed in time. */
    void unconfirmed();

    /** The caller was answered with an error. */
    void refused(int status);

    /** The callback named credits that are no figure; they count as not named. */
    void creditsUnreadable(String family);
}
