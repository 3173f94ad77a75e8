package dev.kiln.callback.decode;

import dev.kiln.kiewire.ReportedCredits;
import dev.kiln.kiewire.ResultUrls;
import java.util.List;
import java.util.Optional;

/**
 * Flux Kontext's own API: no state, so that the code alone tells success, which may come without a link; {@code info} is
 * there with empty strings on failure.
 *
 * @see <a href="https://docs.kie.ai/flux-kontext-api/generate-or-edit-image-callbacks">Image Generation or Editing
 *     Callbacks</a>
 */
record FluxKontextCallback() implements WireFamily {

    @Override
    public String wireName() {
        return "flux-kontext";
    }

    @Override
    public TaskReport read(String taskId, CallbackBody body) {
        Optional<List<String>> urls = ResultUrls.in(body.at("/data"));
        if (body.code().isEmpty() || urls.isEmpty()) {
            return new TaskReport.Unreadable();
        }
        ReportedCredits credits = ReportedCredits.in(body.at("/data"));
        if (body.saysOk()) {
            return new TaskReport.Succeeded(taskId, urls.get(), credits);
        }
        return new TaskReport.Failed(taskId, body.code().get(), body.message().orElse(null), credits);
    }
}
