package dev.kiln.stack.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.stack.StackSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The step before all others, run as on the real Kie. */
class RequiredKeysTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String OF_A_TENANT = "KILN_TENANTS__LOCAL__KEY_HASHES";
    private static final String OF_AN_OPERATOR = "KILN_OPERATORS__LOCAL__KEY_HASHES";
    private static final Pattern HASH_BY_DEFAULT = Pattern.compile("\\$\\{(\\w+):?-([0-9a-f]{64})}");

    private record Verdict(int exit, String said) {}

    @Test
    void letsPassWhereEveryValueIsOnesOwn() throws Exception {
        assertThat(judge(Map.of())).isEqualTo(new Verdict(0, "Every key for the real Kie is there.\n"));
    }

    @Test
    void refusesEveryHashThatDockerComposeYmlTellsTheWorld() throws Exception {
        var known = known();
        assertThat(known).containsKeys(OF_A_TENANT, OF_AN_OPERATOR);
        for (var name : known.keySet()) {
            for (var hash : known.values()) {
                for (var value : List.of(hash, StackSecrets.hash("another") + "," + hash)) {
                    var verdict = judge(Map.of(name, value));
                    assertThat(verdict.exit()).as(name + "=" + value).isEqualTo(1);
                    assertThat(verdict.said())
                            .contains(name + " has the hash of development-only-")
                            .doesNotContain(hash);
                }
            }
        }
    }

    @Test
    void namesAllHashesThatTheWorldKnowsAtOnce() throws Exception {
        assertThat(judge(known()).said()).contains("  " + OF_A_TENANT + " has", "  " + OF_AN_OPERATOR + " has");
    }

    private static Map<String, String> known() {
        var known = new HashMap<String, String>();
        HASH_BY_DEFAULT
                .matcher(ComposeFile.read(ROOT, Map.of()).text())
                .results()
                .forEach(hash -> known.put(hash.group(1), hash.group(2)));
        return known;
    }

    /** @param given in place of values that are one's own */
    private static Verdict judge(Map<String, String> given) throws IOException, InterruptedException {
        var step = new ProcessBuilder("bash", "deploy/docker/required-keys.sh")
                .directory(ROOT.toFile())
                .redirectErrorStream(true);
        step.environment().keySet().retainAll(List.of("PATH"));
        step.environment().putAll(onesOwn());
        step.environment().putAll(given);
        var running = step.start();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Verdict(running.exitValue(), said);
    }

    private static Map<String, String> onesOwn() {
        var own = "one's own value, long enough for anything";
        var environment = new HashMap<String, String>();
        environment.put("COMPOSE_PROJECT", "kiln-real");
        environment.put("KILN_KIE_BASE_URL", "https://api.kie.ai");
        environment.put("KILN_CALLBACK_PUBLIC_URL", "");
        environment.put("KILN_CALLBACK_HMAC_KEYS", "");
        List.of("KIE_API_KEY", "KILN_IDS_TAG_KEY", "KILN_CALLBACK_TOKEN_KEYS")
                .forEach(name -> environment.put(name, own));
        List.of("POSTGRES_PASSWORD", "OWNER_PASSWORD", "SERVICE_PASSWORD").forEach(name -> environment.put(name, own));
        environment.put(OF_A_TENANT, StackSecrets.hash("a tenant's own key"));
        environment.put(OF_AN_OPERATOR, StackSecrets.hash("an operator's own key"));
        return environment;
    }
}
