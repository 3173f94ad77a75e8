package dev.kiln.gateway.view.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kiln.gateway.view.Page;
import dev.kiln.gateway.view.Place;
import java.util.List;

/**
 * A part of a list as it is written.
 *
 * @param nextCursor null where nothing is left
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PageBody(List<GenerationBody> generations, String nextCursor) {

    static PageBody of(Page page) {
        return new PageBody(
                page.generations().stream().map(GenerationBody::of).toList(),
                page.end().map(Place::cursor).orElse(null));
    }
}
