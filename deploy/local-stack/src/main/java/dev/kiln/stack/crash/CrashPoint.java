package dev.kiln.stack.crash;

import dev.kiln.stack.Part;
import java.nio.file.Path;

/**
 * A place in a service's code where a process can be made to die, named for what has happened by then. The places are
 * names of classes and methods: a point that is never reached, because one was renamed, fails the test that waits for it.
 */
public enum CrashPoint {
    /** The idempotency record is committed, nothing is published. */
    GATEWAY_BEFORE_PUBLISH(Part.GATEWAY, "CLASS dev.kiln.gateway.accept.AcceptOnce", "publish", "AT INVOKE append"),
    /** Kafka has the request, the record does not say so. */
    GATEWAY_BEFORE_PUBLISHED(Part.GATEWAY, "INTERFACE ^dev.kiln.gateway.idempotency.Registry", "published", "AT ENTRY"),
    /** A queued task is about to be taken. */
    DISPATCHER_BEFORE_INTENT(Part.DISPATCHER, "INTERFACE ^dev.kiln.dispatcher.task.Claims", "claim", "AT ENTRY"),
    /** The intent is committed, no byte is sent. */
    DISPATCHER_AFTER_INTENT(Part.DISPATCHER, "CLASS dev.kiln.dispatcher.submit.SubmitTask", "send", "AT ENTRY"),
    /** Kie has the create; whatever it answers is not read. */
    DISPATCHER_AFTER_SEND(
            Part.DISPATCHER, "INTERFACE ^dev.kiln.dispatcher.kie.Kie$Connection", "send", "AT INVOKE Waits.await", 500),
    /** Kie's answer is known to the process alone. */
    DISPATCHER_BEFORE_RECORD(Part.DISPATCHER, "CLASS dev.kiln.dispatcher.submit.RecordAnswer", "record", "AT ENTRY"),
    /** Requests are stored, their records not acknowledged. */
    DISPATCHER_BEFORE_ACKNOWLEDGE(
            Part.DISPATCHER, "CLASS dev.kiln.dispatcher.intake.adapter.RequestsConsumer", "consume", "AT EXIT"),
    /** Kafka has the outbox's events, their rows are not deleted. */
    DISPATCHER_BEFORE_OUTBOX_DELETE(
            Part.DISPATCHER, "CLASS dev.kiln.dispatcher.announce.adapter.OutboxRelay", "publish", "AT EXIT");

    private final Part part;
    private final String type;
    private final String method;
    private final String location;
    private final int linger;

    CrashPoint(Part part, String type, String method, String location) {
        this(part, type, method, location, 0);
    }

    /** @param linger milliseconds between the place and the end, for what others do meanwhile */
    CrashPoint(Part part, String type, String method, String location, int linger) {
        this.part = part;
        this.type = type;
        this.method = method;
        this.location = location;
        this.linger = linger;
    }

    public Part part() {
        return part;
    }

    /** The rule that ends the process here once, when it finds the file; whoever deletes it dies, and nobody else. */
    String rule(Path armed) {
        return """
                RULE %s
                %s
                METHOD %s
                %s
                BIND armed : java.io.File = new java.io.File("%s")
                IF armed.delete()
                DO delay(%d), killJVM()
                ENDRULE
                """.formatted(name(), type, method, location, armed, linger);
    }
}
