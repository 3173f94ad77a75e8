package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Credits;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the data of a task's record at its end: links, credits and failures, by every name that Kie gives them. */
final class TaskData {

    private static final List<String> LINKS = List.of("resultJson", "response", "info", "resultUrls");
    private static final List<String> FAILURE_CODES = List.of("failCode", "errorCode");
    private static final List<String> FAILURE_TEXTS = List.of("failMsg", "errorMessage");

    private TaskData() {}

    /** By {@code successFlag}: 1 success, 2 and 3 failure; 0 and what is unknown is under way. */
    static TaskRecord byFlag(JsonNode data) {
        String flag = KieJson.scalar(data.path("successFlag"));
        return switch (flag == null ? "" : flag) {
            case "1" -> succeeded(data);
            case "2", "3" -> failed(data);
            default -> new TaskRecord.Pending();
        };
    }

    /** No links at all is a success without a result; links that cannot be read are no reason to give the task up. */
    static TaskRecord succeeded(JsonNode data) {
        List<Optional<List<String>>> places =
                LINKS.stream().map(name -> ResultUrls.in(data.path(name))).toList();
        Optional<List<String>> found = places.stream()
                .flatMap(Optional::stream)
                .filter(urls -> !urls.isEmpty())
                .findFirst();
        if (found.isEmpty() && places.stream().anyMatch(Optional::isEmpty)) {
            return RecordAnswers.unreadable("a success whose links cannot be read");
        }
        return new TaskRecord.Finished(new TaskResult.Succeeded(found.orElse(List.of()), ReportedCredits.in(data)));
    }

    static TaskRecord failed(JsonNode data) {
        Credits credits = ReportedCredits.in(data);
        boolean billed = credits != null && !credits.isZero();
        return new TaskRecord.Finished(new TaskResult.Failed(
                TaskFailures.classify(first(data, FAILURE_CODES), first(data, FAILURE_TEXTS), billed), credits));
    }

    private static String first(JsonNode data, List<String> names) {
        return names.stream()
                .flatMap(name -> Stream.ofNullable(KieJson.scalar(data.path(name))))
                .findFirst()
                .orElse(null);
    }
}
