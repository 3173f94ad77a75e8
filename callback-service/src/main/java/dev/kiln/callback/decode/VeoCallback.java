package dev.kiln.callback.decode;

import java.util.List;
import java.util.Optional;

/**
 * Veo's own API: no state; the envelope's code decides, and the files are in {@code data.info}.
 *
 * @see <a href="https://docs.kie.ai/veo3-api/generate-veo-3-video-callbacks">Veo3.1 Video Generation Callbacks</a>
 */
record VeoCallback() implements WireFamily {

    @Override
    public String wireName() {
        return "veo";
    }

    @Override
    public TaskReport read(String taskId, CallbackBody body) {
        ReportedCredits credits = ReportedCredits.in(body.at("/data"));
        if (body.code().isEmpty()) {
            return new TaskReport.Unreadable();
        }
        if (!body.saysOk()) {
            return new TaskReport.Failed(
                    taskId, body.code().get(), body.message().orElse(null), credits);
        }
        return urls(body)
                .<TaskReport>map(urls -> new TaskReport.Succeeded(taskId, urls, credits))
                .orElseGet(TaskReport.Unreadable::new);
    }

    private static Optional<List<String>> urls(CallbackBody body) {
        Optional<List<String>> result = ResultUrls.in(body.at("/data/info"));
        boolean nothing = result.filter(List::isEmpty).isPresent();
        return nothing ? ResultUrls.in(body.at("/data")) : result;
    }
}
