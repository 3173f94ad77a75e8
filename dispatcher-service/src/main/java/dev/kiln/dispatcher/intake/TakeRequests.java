package dev.kiln.dispatcher.intake;

import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.task.Inbox;
import dev.kiln.dispatcher.task.Inbox.Arrival;
import dev.kiln.dispatcher.task.Inbox.Offset;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Transition;
import dev.kiln.dispatcher.task.UnreadableRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    /**
     * Returns what could not be taken. May be called again with the same events.
     *
     * @param traceParents where a request's trace stands; null for one that is not traced
     */
    public List<Rejection> take(
            List<Envelope> envelopes, List<Offset> offsets, Function<Envelope, String> traceParents) {
        List<Rejection> rejections = new ArrayList<>();
        List<Request> requests = new ArrayList<>();
        for (Envelope envelope : envelopes) {
            if (envelope.event() instanceof GenerationRequested requested) {
                try {
                    Transition taken = accept.accept(envelope, requested, traceParents.apply(envelope));
                    requests.add(new Request(envelope, new Arrival(taken)));
                } catch (RuntimeException e) {
                    rejections.add(Rejection.notHandled(envelope, e));
                }
            } else if (!(envelope.event() instanceof CancellationRequested)) {
                rejections.add(new Rejection(envelope, Reason.UNREADABLE, "an event of another topic"));
            }
        }
        rememberCancellations(envelopes, requests);
        rejections.addAll(store(requests, offsets));
        envelopes.forEach(envelope -> cancel(envelope, rejections));
        return rejections;
    }

    private record Request(Envelope envelope, Arrival arrival) {

        String generationId() {
            return arrival.transition().next().generation().id();
        }
    }

    /** What is canceled by the batch that brings it is never in the queue: a claim could come between. */
    private void rememberCancellations(List<Envelope> envelopes, List<Request> requests) {
        Set<String> requested = requests.stream().map(Request::generationId).collect(Collectors.toSet());
        for (Envelope envelope : envelopes) {
            if (envelope.event() instanceof CancellationRequested cancellation
                    && requested.contains(cancellation.generationId())) {
                cancel.remember(envelope.tenantId(), cancellation.generationId());
            }
        }
    }

    /**
     * One request with a value that the database cannot hold must not stop the others: then each is stored by itself. The
     * offsets are stored in any case, since the group will commit them: behind it, the database counts as a backup.
     */
    private List<Rejection> store(List<Request> requests, List<Offset> offsets) {
        try {
            List<Arrival> arrivals = requests.stream().map(Request::arrival).toList();
            return inbox.store(arrivals, offsets).stream()
                    .map(position -> new Rejection(
                            requests.get(position).envelope(),
                            Reason.CONFLICT,
                            "the generation is known with another body or tenant"))
                    .toList();
        } catch (StoreFailure e) {
            if (!e.dataRefused()) {
                throw e;
            }
            if (requests.size() == 1) {
                inbox.store(List.of(), offsets);
                return List.of(Rejection.unstorable(requests.get(0).envelope()));
            }
            List<Rejection> rejections = new ArrayList<>();
            requests.forEach(request -> rejections.addAll(store(List.of(request), List.of())));
            rejections.addAll(store(List.of(), offsets));
            return rejections;
        }
    }

    private void cancel(Envelope envelope, List<Rejection> rejections) {
        if (envelope.event() instanceof CancellationRequested requested && !obeyed(envelope, requested)) {
            rejections.add(
                    new Rejection(envelope, Reason.UNKNOWN_GENERATION, "the tenant has no such generation to cancel"));
        }
    }

    private boolean obeyed(Envelope envelope, CancellationRequested requested) {
        try {
            return cancel.cancel(envelope.tenantId(), requested.generationId());
        } catch (UnreadableRow e) {
            return false;
        } catch (StoreFailure e) {
            if (e.dataRefused()) {
                return false;
            }
            throw e;
        }
    }
}
