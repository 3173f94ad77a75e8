package dev.kiln.dispatcher.operate.adapter;

import dev.kiln.dispatcher.audit.AuditEntry;
import dev.kiln.dispatcher.audit.AuditLog;
import dev.kiln.dispatcher.operate.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Shows what operators did, newest first. */
@ApplicationScoped
class AuditEndpoint {

    private final AuditLog audit;

    AuditEndpoint(AuditLog audit) {
        this.audit = audit;
    }

    private record Page(List<View> entries, String nextCursor) {}

    private record View(
            long id,
            Instant at,
            String operator,
            String action,
            String target,
            String reason,
            String outcome,
            String detail) {}

    Answer list(Call call) {
        Parameters parameters = Parameters.of(call.query(), Set.of("limit", "cursor"));
        int limit = parameters.limit();
        List<AuditLog.Kept> page = audit.page(parameters.before(), limit);
        String next = page.size() < limit ? null : String.valueOf(page.getLast().id());
        return Answer.ok(new Page(page.stream().map(AuditEndpoint::view).toList(), next));
    }

    private static View view(AuditLog.Kept kept) {
        AuditEntry entry = kept.entry();
        return new View(
                kept.id(),
                entry.at(),
                entry.operator(),
                entry.action(),
                entry.target(),
                entry.reason(),
                entry.outcome(),
                entry.detail());
    }
}
