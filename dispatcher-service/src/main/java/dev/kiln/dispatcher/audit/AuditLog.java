package dev.kiln.dispatcher.audit;

import java.util.List;

/** What operators did, newest first; an entry stands in the transaction of its action and is never changed. */
public interface AuditLog {

    /** At most {@code limit} entries with an id below {@code before}. Blocks. */
    List<Kept> page(long before, int limit);

    /** @param id rises with each entry */
    record Kept(long id, AuditEntry entry) {}
}
