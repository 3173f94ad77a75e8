package dev.kiln.simulator.upload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.fault.Shape;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.wire.KieAnswer.Reply;

/** What the upload endpoints answer. */
public final class UploadAnswer {

    private static final int OK = 200;

    private UploadAnswer() {}

    public static Reply kept(Upload upload, String filesBase, ChosenFaults shapes) {
        ObjectNode body = Json.object().put("success", true).put("code", OK).put("msg", "File uploaded successfully");
        String url = filesBase + "/" + upload.filePath().replace(" ", "%20");
        body.set("data", shapes.has(Shape.UPLOAD_QUICKSTART) ? quickstart(upload, url) : usual(upload, url));
        return Reply.json(OK, Json.write(body));
    }

    private static ObjectNode usual(Upload upload, String url) {
        return Json.object()
                .put("success", true)
                .put("fileName", upload.place().fileName())
                .put("filePath", upload.filePath())
                .put("downloadUrl", url)
                .put("fileSize", upload.size())
                .put("mimeType", upload.mediaType())
                .put("uploadedAt", upload.times().uploaded().toString());
    }

    private static ObjectNode quickstart(Upload upload, String url) {
        return Json.object()
                .put("fileId", upload.id())
                .put("fileName", upload.place().fileName())
                .put("originalName", upload.originalName())
                .put("uploadPath", upload.place().folder())
                .put("fileUrl", url)
                .put("downloadUrl", url)
                .put("fileSize", upload.size())
                .put("mimeType", upload.mediaType())
                .put("uploadTime", upload.times().uploaded().toString())
                .put("expiresAt", upload.times().expires().toString());
    }

    /** An error under HTTP 200; a wrong method is told by HTTP too. */
    public static Reply error(int code, String msg, ChosenFaults shapes) {
        ObjectNode body = Json.object().put("success", false).put("code", code).put("msg", msg);
        boolean byHttp = code == 405 || shapes.has(Shape.STATUS_AS_CODE);
        return Reply.json(byHttp ? code : OK, Json.write(body.putNull("data")));
    }
}
