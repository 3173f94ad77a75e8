package dev.kiln.gateway.view;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Lists a tenant's generations, a page at a time. */
public final class ListGenerations {

    private final ViewPages pages;

    public ListGenerations(ViewPages pages) {
        this.pages = pages;
    }

    public CompletionStage<Page> list(String tenantId, ListQuery query) {
        return pages.list(tenantId, query, query.limit() + 1).thenApply(listed -> page(listed, query.limit()));
    }

    private static Page page(List<Listed> listed, int limit) {
        List<Listed> shown = listed.subList(0, Math.min(limit, listed.size()));
        Optional<Place> end =
                listed.size() > limit ? Optional.of(shown.getLast().place()) : Optional.empty();
        return new Page(shown.stream().map(Listed::generation).toList(), end);
    }
}
