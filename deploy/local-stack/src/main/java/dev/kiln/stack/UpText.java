package dev.kiln.stack;

import dev.kiln.catalog.Catalog;
import java.nio.file.Path;

/** What a person needs who wants to try a running stack. */
final class UpText {
    private static final String MODEL = "google/nano-banana-edit";

    private UpText() {}

    static String of(StackPorts ports, String apiKey, Path logs, Path dev) {
        return """

                SIMULATED KIE, no credits are spent. Ctrl-C stops everything.

                gateway     %s   (REST; OpenAPI at /q/openapi)
                billing     %s   (GET /v1/usage)
                callback    %s
                simulator   %s   (truth log at /admin/truth)
                Kafka       %s
                PostgreSQL  postgresql://postgres@127.0.0.1:%d/   (gateway, dispatcher, billing)
                API key     %s
                logs        %s

                curl -s %s/v1/generations -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d '%s'

                kcat -b %s -C -t %sgeneration.completions -o beginning -f '%%k %%s\\n'

                Live coding of one service beside it, here on port 8080:
                (set -a; . %s; ./mvnw quarkus:dev -pl gateway-service)
                """.formatted(
                        ports.url(Part.GATEWAY),
                        ports.url(Part.BILLING),
                        ports.url(Part.CALLBACK),
                        ports.url(Part.SIMULATOR),
                        ports.bootstrapServers(),
                        ports.postgres(),
                        apiKey,
                        logs,
                        ports.url(Part.GATEWAY),
                        apiKey,
                        body(),
                        ports.bootstrapServers(),
                        LocalStack.TOPIC_PREFIX,
                        dev.resolve(Part.GATEWAY.title() + ".env"));
    }

    /** The model's first example, fit to stand between a shell's single quotes. */
    private static String body() {
        var input = Catalog.bundled()
                .find(MODEL)
                .orElseThrow()
                .examples()
                .getFirst()
                .input();
        input.put("prompt", "Paint this photo as a watercolour");
        return ("{\"model\":\"" + MODEL + "\",\"input\":" + input + "}").replace("'", "\\u0027");
    }
}
