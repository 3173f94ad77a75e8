package dev.kiln.gateway.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kiln.contract.Fault;
import java.util.List;

/**
 * A problem as it is written.
 *
 * @param errors every fault of the input, null where there is none to name
 * @param id the generation that it is about, null where there is none
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(String type, String title, int status, String detail, List<Fault> errors, String id) {

    public static final String MEDIA_TYPE = "application/problem+json";
}
