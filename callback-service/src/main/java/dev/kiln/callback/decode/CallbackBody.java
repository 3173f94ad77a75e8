package dev.kiln.callback.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.kiewire.KieJson;
import java.util.Optional;

/** A callback's body with what all families have in common. */
public final class CallbackBody {

    /** In bytes. */
    public static final int MAX_BODY = 256 * 1024;

    private static final int MAX_TASK_ID = 256;
    private static final int MAX_TEXT = 500;

    private final JsonNode root;

    private CallbackBody(JsonNode root) {
        this.root = root;
    }

    /** Empty for what is no JSON object, or breaks the bounds. */
    public static Optional<CallbackBody> read(byte[] body) {
        return body.length > MAX_BODY ? Optional.empty() : KieJson.object(body).map(CallbackBody::new);
    }

    /** Kie's id of the task, at the first of the places where it is known to stand. */
    public Optional<String> taskId() {
        return textAt("/data/taskId")
                .or(() -> textAt("/data/task_id"))
                .or(() -> textAt("/taskId"))
                .or(() -> textAt("/task_id"))
                .filter(id -> id.length() <= MAX_TASK_ID);
    }

    /** The envelope's code as text; it may come as a number or as text, and is three digits. */
    Optional<String> code() {
        return textAt("/code").filter(text -> text.matches("[1-9][0-9]{2}"));
    }

    boolean saysOk() {
        return code().filter("200"::equals).isPresent();
    }

    /** The envelope's text, cut to what an event carries. */
    Optional<String> message() {
        return textAt("/msg").or(() -> textAt("/message")).map(CallbackBody::cut);
    }

    JsonNode at(String pointer) {
        return root.at(pointer);
    }

    Optional<String> textAt(String pointer) {
        return KieJson.text(root.at(pointer));
    }

    /** At most 500 characters, never half of a surrogate pair. */
    static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        boolean splitsAPair = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1));
        return text.substring(0, splitsAPair ? MAX_TEXT - 1 : MAX_TEXT);
    }
}
