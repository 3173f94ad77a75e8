package dev.kiln.stack.kie;

import dev.kiln.kiewire.KieJson;
import dev.kiln.kiewire.ReportedCredits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks Kie for an account's balance, once.
 *
 * @see <a href="https://docs.kie.ai">docs.kie.ai, "Get Remaining Credits"</a>
 */
public final class ReadBalance {
    private static final String PATH = "/api/v1/chat/credit";
    private static final String USER_AGENT = "Kiln/0.1";
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final int LONGEST = 64 * 1024;
    private static final Set<String> REFUSALS = Set.of("401", "403", "433");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECTS_WITHIN)
            .build();
    private final URI url;
    private final Duration answersWithin;

    public ReadBalance(URI baseUrl) {
        this(baseUrl, ANSWERS_WITHIN);
    }

    /** @param answersWithin for the whole exchange, to the last byte of the body */
    ReadBalance(URI baseUrl, Duration answersWithin) {
        this.answersWithin = answersWithin;
        this.url = URI.create(baseUrl.toString().replaceAll("/+$", "") + PATH);
    }

    public Balance of(String key) {
        var request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + key)
                .header("User-Agent", USER_AGENT)
                .header("Accept", "application/json")
                .build();
        var exchange = http.sendAsync(request, head -> new BoundedBody(LONGEST));
        try {
            var answer = exchange.get(answersWithin.toMillis(), TimeUnit.MILLISECONDS);
            return read(answer.statusCode(), answer.body());
        } catch (TimeoutException e) {
            return new Balance.Unknown("no whole answer within " + answersWithin.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Balance.Unknown("no whole answer: " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Balance.Unknown("interrupted");
        } finally {
            exchange.cancel(true);
        }
    }

    /** Kie often answers a refusal with status 200 and the true code in the body. */
    static Balance read(int status, byte[] body) {
        var envelope = KieJson.object(body);
        var code = envelope.flatMap(object -> KieJson.text(object.path("code"))).orElse(Integer.toString(status));
        if (REFUSALS.contains(code) || REFUSALS.contains(Integer.toString(status))) {
            return new Balance.Refused("Kie refuses the key (" + (status == 200 ? code : status) + ")");
        }
        if (status != 200 || !code.equals("200") || envelope.isEmpty()) {
            return new Balance.Unknown("an answer that is no balance (HTTP " + status + ", code "
                    + (code.matches("[0-9]{1,4}") ? code : "unreadable") + ")");
        }
        var credits = ReportedCredits.figure(envelope.get().path("data")).credits();
        return credits == null
                ? new Balance.Unknown("an answer without a balance that can be read")
                : new Balance.Known(credits);
    }

    /** Java's own words, which say what name or certificate is wrong; the request is not in them. */
    private static String reason(ExecutionException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var text = root.getMessage() == null ? "" : ": " + root.getMessage();
        return root.getClass().getSimpleName() + text;
    }
}
