package dev.kiln.simulator.create;

import dev.kiln.simulator.fault.CreateRefusal;
import dev.kiln.simulator.fault.TransportFault;
import dev.kiln.simulator.model.InputCheck.Complaint;
import dev.kiln.simulator.task.Task;

/** What becomes of a create; sealed, each kind is logged and answered in its own way. */
sealed interface Verdict {

    /** The key is wrong. */
    record Unauthorized() implements Verdict {}

    /** @param httpStatus 200 in most cases, as the vendor does */
    record Refused(int httpStatus, int code, String text) implements Verdict {

        static Refused of(Complaint complaint) {
            return new Refused(200, complaint.code(), complaint.text());
        }

        static Refused of(CreateRefusal refusal) {
            return new Refused(refusal.httpStatus(), refusal.code(), refusal.text());
        }
    }

    /** Nothing stored, no clear answer. */
    record Broken(TransportFault fault) implements Verdict {}

    /** @param fault null if the creator is told of it */
    record Stored(Task task, TransportFault fault) implements Verdict {}
}
