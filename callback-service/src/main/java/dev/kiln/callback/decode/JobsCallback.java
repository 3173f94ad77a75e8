package dev.kiln.callback.decode;

import dev.kiln.kiewire.ReportedCredits;
import dev.kiln.kiewire.ResultUrls;
import java.util.List;
import java.util.Optional;

/**
 * Kie's createTask models: {@code data.state} decides, and the envelope's code only where no state is given.
 *
 * @see <a href="https://docs.kie.ai/market/common/get-task-detail">Get Task Details</a>
 */
record JobsCallback() implements WireFamily {

    @Override
    public String wireName() {
        return "jobs";
    }

    @Override
    public TaskReport read(String taskId, CallbackBody body) {
        return switch (body.textAt("/data/state").orElse("")) {
            case "success" -> succeeded(taskId, body);
            case "fail" -> failed(taskId, body);
            case "" -> byCode(taskId, body);
            default -> new TaskReport.NotEnded();
        };
    }

    /** A code of 200 without a file may as well be an answer of another kind, so it proves nothing. */
    private TaskReport byCode(String taskId, CallbackBody body) {
        if (body.code().isEmpty()) {
            return new TaskReport.Unreadable();
        }
        if (!body.saysOk()) {
            return failed(taskId, body);
        }
        boolean hasFiles = urls(body).filter(urls -> !urls.isEmpty()).isPresent();
        return hasFiles ? succeeded(taskId, body) : new TaskReport.Unreadable();
    }

    private static TaskReport succeeded(String taskId, CallbackBody body) {
        return urls(body)
                .<TaskReport>map(urls -> new TaskReport.Succeeded(taskId, urls, ReportedCredits.in(body.at("/data"))))
                .orElseGet(TaskReport.Unreadable::new);
    }

    private static TaskReport failed(String taskId, CallbackBody body) {
        String code = body.textAt("/data/failCode").or(body::code).orElse("fail");
        String message = body.textAt("/data/failMsg").or(body::message).orElse(null);
        return new TaskReport.Failed(
                taskId,
                CallbackBody.cut(code),
                message == null ? null : CallbackBody.cut(message),
                ReportedCredits.in(body.at("/data")));
    }

    private static Optional<List<String>> urls(CallbackBody body) {
        return ResultUrls.in(body.at("/data"));
    }
}
