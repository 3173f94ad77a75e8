package dev.kiln.gateway.view;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads the view in order. */
public interface ViewPages {

    /** The tenant's first {@code atMost} generations that the query wants, newest first; its limit is not regarded. */
    CompletionStage<List<Listed>> list(String tenantId, ListQuery query, int atMost);
}
