package dev.kiln.dispatcher.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.task.Inbox;
import dev.kiln.dispatcher.task.Inbox.Arrival;
import dev.kiln.dispatcher.task.Inbox.Offset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Takes a batch of events of {@code generation.requests}: requests become tasks, cancellations are obeyed. */
public final class TakeRequests {

    private final AcceptRequest accept;
    private final CancelGeneration cancel;
    private final Inbox inbox;

    public TakeRequests(AcceptRequest accept, CancelGeneration cancel, Inbox inbox) {
        this.accept = accept;
        this.cancel = cancel;
        this.inbox = inbox;
    }

    /** Returns what could not be taken. May be called again with the same events. */
    public List<Rejection> take(List<Envelope> envelopes, List<Offset> offsets) {
        List<Rejection> rejections = new ArrayList<>();
        List<Envelope> requests = new ArrayList<>();
        List<Arrival> arrivals = new ArrayList<>();
        for (Envelope envelope : envelopes) {
            if (envelope.event() instanceof GenerationRequested requested) {
                if (storable(ContractJson.mapper().valueToTree(requested))) {
                    requests.add(envelope);
                    arrivals.add(new Arrival(accept.accept(envelope, requested)));
                } else {
                    rejections.add(new Rejection(envelope, Reason.UNREADABLE, "a text holds the character U+0000"));
                }
            } else if (!(envelope.event() instanceof CancellationRequested)) {
                rejections.add(new Rejection(envelope, Reason.UNREADABLE, "an event of another topic"));
            }
        }
        inbox.store(arrivals, offsets)
                .forEach(position -> rejections.add(new Rejection(
                        requests.get(position),
                        Reason.CONFLICT,
                        "the generation is known with another body or tenant")));
        envelopes.forEach(envelope -> cancel(envelope, rejections));
        return rejections;
    }

    private void cancel(Envelope envelope, List<Rejection> rejections) {
        if (envelope.event() instanceof CancellationRequested requested
                && !cancel.cancel(envelope.tenantId(), requested.generationId())) {
            rejections.add(
                    new Rejection(envelope, Reason.UNKNOWN_GENERATION, "the tenant has no such generation to cancel"));
        }
    }

    /** PostgreSQL's text and jsonb hold every character but U+0000. */
    private static boolean storable(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().indexOf('\0') < 0;
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            if (names.next().indexOf('\0') >= 0) {
                return false;
            }
        }
        for (JsonNode child : node) {
            if (!storable(child)) {
                return false;
            }
        }
        return true;
    }
}
