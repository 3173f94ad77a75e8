package dev.kiln.callback.receive;

import dev.kiln.callback.decode.CallbackBody;
import dev.kiln.callback.decode.TaskReport;
import dev.kiln.callback.decode.WireFamily;
import dev.kiln.callback.signature.WebhookSignature;
import dev.kiln.callbackurl.CallbackAddress;
import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.Reason;
import dev.kiln.contract.TaskEvent;
import dev.kiln.contract.TaskFailed;
import dev.kiln.contract.TaskHinted;
import dev.kiln.contract.TaskSucceeded;
import dev.kiln.kiewire.ReportedCredits;
import java.time.Clock;
import java.util.Optional;

/** Turns what came to an attempt's address into the event that says so. What cannot be believed becomes a hint. */
public final class ReadCallback {

    private final CallbackUrls urls;
    private final WebhookSignature signature;
    private final CallbackMeter meter;
    private final Clock clock;

    public ReadCallback(CallbackUrls urls, WebhookSignature signature, CallbackMeter meter, Clock clock) {
        this.urls = urls;
        this.signature = signature;
        this.meter = meter;
        this.clock = clock;
    }

    /** The attempt that the two last segments of a path speak of; empty where they were not written by Kiln. */
    public Optional<CallbackAddress> addressed(String family, String reference) {
        if (WireFamily.named(family).isEmpty()) {
            return Optional.empty();
        }
        return urls.verify(family, reference).filter(address -> GenerationIds.isWellFormed(address.generationId()));
    }

    /** The event to announce; the same delivery again gives an event of the same id. */
    public Envelope read(CallbackAddress address, Delivery delivery) {
        TaskEvent event = CallbackBody.read(delivery.body())
                .map(body -> event(address, delivery, body))
                .orElseGet(() -> hint(address, null, Reason.UNREADABLE));
        return new Envelope(EventIds.of(event), Envelope.CALLBACK, clock.instant(), null, event);
    }

    private TaskEvent event(CallbackAddress address, Delivery delivery, CallbackBody body) {
        Optional<String> taskId = body.taskId();
        if (taskId.isEmpty()) {
            return hint(address, null, Reason.UNREADABLE);
        }
        return switch (signature.judge(taskId.get(), delivery.timestamp(), delivery.signature())) {
            case MISSING -> hint(address, taskId.get(), Reason.MISSING_SIGNATURE);
            case BAD -> hint(address, taskId.get(), Reason.BAD_SIGNATURE);
            case STALE -> hint(address, taskId.get(), Reason.STALE_SIGNATURE);
            case ACCEPTED -> believed(address, taskId.get(), body);
        };
    }

    private TaskEvent believed(CallbackAddress address, String taskId, CallbackBody body) {
        WireFamily family = WireFamily.named(address.family()).orElseThrow();
        return switch (family.read(taskId, body)) {
            case TaskReport.Succeeded success ->
                new TaskSucceeded(
                        address.generationId(),
                        address.attempt(),
                        address.family(),
                        taskId,
                        success.urls(),
                        success.credits().credits(),
                        counted(address, success.credits()));
            case TaskReport.Failed failure ->
                new TaskFailed(
                        address.generationId(),
                        address.attempt(),
                        address.family(),
                        taskId,
                        failure.code(),
                        failure.message(),
                        failure.credits().credits(),
                        counted(address, failure.credits()));
            case TaskReport.NotEnded notEnded -> hint(address, taskId, Reason.NOT_ENDED);
            case TaskReport.Unreadable unreadable -> hint(address, taskId, Reason.UNREADABLE);
        };
    }

    private boolean counted(CallbackAddress address, ReportedCredits reported) {
        if (reported.unreadable()) {
            meter.creditsUnreadable(address.family());
        }
        return reported.unreadable();
    }

    private static TaskHinted hint(CallbackAddress address, String taskId, String reason) {
        return new TaskHinted(address.generationId(), address.attempt(), address.family(), taskId, reason);
    }
}
