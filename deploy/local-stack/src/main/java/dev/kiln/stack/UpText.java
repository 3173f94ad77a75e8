package dev.kiln.stack;

import dev.kiln.catalog.Catalog;

/** What a person needs who wants to try a running stack. */
final class UpText {
    private static final String MODEL = "google/nano-banana-edit";

    private UpText() {}

    static String of(LocalStack stack, StackOptions.Kie kie) {
        var ports = stack.ports();
        return """

                %s Ctrl-C stops everything.

                gateway     %s   (REST; OpenAPI at /q/openapi)
                billing     %s   (GET /v1/usage)
                callback    %s
                %s
                Kafka       %s
                PostgreSQL  postgresql://postgres@127.0.0.1:%d/   (gateway, dispatcher, billing)
                API key     %s
                logs        %s

                curl -s %s/v1/generations -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d '%s'

                kcat -b %s -C -t %sgeneration.completions -o beginning -f '%%k %%s\\n'

                Live coding of one service beside it, here on port 8080:
                (set -a; . %s; ./mvnw quarkus:dev -pl gateway-service)
                """.formatted(
                        headline(kie),
                        ports.url(Part.GATEWAY),
                        ports.url(Part.BILLING),
                        ports.url(Part.CALLBACK),
                        ofKie(kie, ports),
                        ports.bootstrapServers(),
                        ports.postgres(),
                        stack.apiKey(),
                        stack.logs(),
                        ports.url(Part.GATEWAY),
                        stack.apiKey(),
                        body(),
                        ports.bootstrapServers(),
                        LocalStack.TOPIC_PREFIX,
                        stack.dev().resolve(Part.GATEWAY.title() + ".env"));
    }

    private static String headline(StackOptions.Kie kie) {
        return switch (kie) {
            case StackOptions.Kie.Simulated simulated -> "SIMULATED KIE, no credits are spent.";
            case StackOptions.Kie.Elsewhere elsewhere ->
                "KIE AT " + elsewhere.server().baseUrl()
                        + (elsewhere.server().spends() ? ", EVERY GENERATION SPENDS CREDITS." : ".");
        };
    }

    private static String ofKie(StackOptions.Kie kie, StackPorts ports) {
        return switch (kie) {
            case StackOptions.Kie.Simulated simulated ->
                "simulator   " + ports.url(Part.SIMULATOR) + "   (truth log at /admin/truth)";
            case StackOptions.Kie.Elsewhere elsewhere ->
                elsewhere
                        .server()
                        .publicUrl()
                        .map(url -> "callbacks   " + url + " must lead to " + ports.url(Part.CALLBACK))
                        .orElse(
                                "callbacks   none, since KILN_PUBLIC_URL is not set: results come by polling only, and\n"
                                        + "            lost-answer recovery is off: a create whose answer is lost stays uncertain");
        };
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
