package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.kiewire.KieJson;
import dev.kiln.kiewire.ReportedCredits;
import dev.kiln.kiewire.ResultUrls;
import java.util.List;

/** Reads the data of a task's record at its end: links, credits and failures, by every name that Kie gives them. */
final class TaskData {

    private static final List<String> FAILURE_CODES = List.of("failCode", "errorCode");
    private static final List<String> FAILURE_TEXTS = List.of("failMsg", "errorMessage");

    private TaskData() {}

    /** By {@code successFlag}: 1 success, 2 and 3 failure; 0 and what is unknown is under way. */
    static TaskRecord byFlag(JsonNode data) {
        return switch (KieJson.text(data.path("successFlag")).orElse("")) {
            case "1" -> succeeded(data);
            case "2", "3" -> failed(data);
            default -> new TaskRecord.Pending();
        };
    }

    /** No links at all is a success without a result; links that cannot be read are no reason to give the task up. */
    static TaskRecord succeeded(JsonNode data) {
        return ResultUrls.in(data)
                .map(urls -> new TaskResult.Succeeded(urls, ReportedCredits.in(data)))
                .<TaskRecord>map(TaskRecord.Finished::new)
                .orElseGet(() -> RecordAnswers.unreadable("a success whose links cannot be read"));
    }

    static TaskRecord failed(JsonNode data) {
        ReportedCredits credits = ReportedCredits.in(data);
        return new TaskRecord.Finished(new TaskResult.Failed(
                TaskFailures.classify(first(data, FAILURE_CODES), first(data, FAILURE_TEXTS), credits.mayBeBilled()),
                credits));
    }

    private static String first(JsonNode data, List<String> names) {
        return names.stream()
                .flatMap(name -> KieJson.text(data.path(name)).stream())
                .findFirst()
                .orElse(null);
    }
}
