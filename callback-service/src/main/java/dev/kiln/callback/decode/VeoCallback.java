package dev.kiln.callback.decode;

import dev.kiln.kiewire.ReportedCredits;
import dev.kiln.kiewire.ResultUrls;

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
        return ResultUrls.in(body.at("/data"))
                .<TaskReport>map(urls -> new TaskReport.Succeeded(taskId, urls, credits))
                .orElseGet(TaskReport.Unreadable::new);
    }
}
