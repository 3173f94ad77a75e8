package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kiln.kiewire.KieJson;
import java.util.List;
import java.util.Optional;

/**
 * The envelope that all of Kie's JSON answers share: {@code {"code", "msg", "data"}}. Errors often come as HTTP 200 with
 * another code in the body, so the body's code counts, and the HTTP status only where it has none.
 *
 * @param named whether the code stood in the body
 * @param text Kie's own words; may be empty
 * @param data missing where there is none
 */
record KieAnswer(int code, boolean named, String text, JsonNode data) {

    private static final List<String> TEXTS = List.of("msg", "message", "error");

    /** Empty for what is no JSON object: HTML of a gateway, plain text of the edge, a cut body. */
    static Optional<KieAnswer> of(HttpAnswer answer) {
        return KieJson.object(answer.body()).map(body -> of(answer.status(), body));
    }

    boolean isSuccess() {
        return code == 200 || (named && code == 0);
    }

    private static KieAnswer of(int status, JsonNode body) {
        Optional<Integer> code = number(body.path("code"));
        JsonNode data = body.path("data").isNull() ? MissingNode.getInstance() : body.path("data");
        return new KieAnswer(code.orElse(status), code.isPresent(), text(body), data);
    }

    private static Optional<Integer> number(JsonNode node) {
        return KieJson.text(node).filter(text -> text.matches("[0-9]{1,6}")).map(Integer::valueOf);
    }

    private static String text(JsonNode body) {
        return TEXTS.stream()
                .flatMap(name -> KieJson.text(body.path(name)).stream())
                .findFirst()
                .orElse("");
    }
}
