package dev.kiln.dispatcher.settle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.kie.RecordOrigin;
import dev.kiln.dispatcher.task.Generation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether what a record shows of its create speaks against an attempt. What it does not show does not. */
public final class Contradictions {

    /** For clocks that differ. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private static final Pattern ATTEMPT =
            Pattern.compile(Pattern.quote(CallbackUrls.PATH) + "[^/]+/([^./]+)\\.([0-9]{1,9})\\.");

    private Contradictions() {}

    /** Names what differs, and quotes neither prompt nor callback. */
    public static Optional<String> of(
            RecordOrigin origin, Generation generation, Submission submission, String taskId) {
        if (origin.taskId().filter(shown -> !shown.equals(taskId)).isPresent()) {
            return Optional.of("the record is another task's");
        }
        String model = generation.route().upstreamModel();
        if (origin.model().filter(shown -> !shown.equals(model)).isPresent()) {
            return Optional.of(
                    "the record shows model " + shortened(origin.model().get()) + ", the generation asks for " + model);
        }
        if (origin.createdAt()
                .filter(at -> at.isBefore(submission.submittedAt().minus(MARGIN)))
                .isPresent()) {
            return Optional.of("the record's task was created before the attempt was submitted");
        }
        return origin.callBackUrl()
                .map(url -> byCallback(url, generation, submission))
                .orElseGet(() -> byInput(origin.input(), generation.input()));
    }

    /** An attempt's own address settles it: no other create was given that. */
    private static Optional<String> byCallback(String url, Generation generation, Submission submission) {
        Matcher attempt = ATTEMPT.matcher(url);
        if (!attempt.find()) {
            return Optional.of("the record's callback is none of Kiln's");
        }
        boolean own =
                attempt.group(1).equals(generation.id()) && Integer.parseInt(attempt.group(2)) == submission.attempt();
        return own ? Optional.empty() : Optional.of("the record's callback is that of another generation or attempt");
    }

    /** Kie fills in defaults of its own, so only what was sent is compared; of an ended task that is kept no longer. */
    private static Optional<String> byInput(JsonNode shown, JsonNode sent) {
        if (sent == null) {
            return Optional.empty();
        }
        return sent.properties().stream()
                .filter(field -> shown.hasNonNull(field.getKey()))
                .filter(field -> !same(shown.get(field.getKey()), field.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(name -> "the record shows another input/" + name);
    }

    private static boolean same(JsonNode shown, JsonNode sent) {
        if (shown.isNumber() && sent.isNumber()) {
            return shown.decimalValue().compareTo(sent.decimalValue()) == 0;
        }
        return shown.isValueNode() && sent.isValueNode() ? shown.asText().equals(sent.asText()) : shown.equals(sent);
    }

    private static String shortened(String text) {
        return text.length() <= 128 ? text : text.substring(0, 128) + "…";
    }
}
