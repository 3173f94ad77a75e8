package dev.kiln.dispatcher.task;

import dev.kiln.contract.TenantSet;

/** What was set of each tenant; the claim goes by it. */
public interface Tenants {

    /** Stores it, unless a higher revision is known. Blocks. */
    void set(TenantSet tenant);
}
