package dev.kiln.stack.secret;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** No secret is found in what a run left behind, but where it belongs. */
public record SecretsStayHome(List<Secret> secrets) {
    public SecretsStayHome {
        secrets = List.copyOf(secrets);
    }

    /** One line for each secret and place, naming both and never the value; empty where the promise was kept. */
    public List<String> violations(Collection<Trace> traces) {
        return traces.stream()
                .flatMap(trace -> foundIn(trace).map(secret -> secret + " is in " + trace.place()))
                .distinct()
                .sorted()
                .toList();
    }

    /** Where a secret was found, whether it belongs there or not. */
    public static List<String> placesOf(Secret secret, Collection<Trace> traces) {
        return traces.stream()
                .filter(trace -> secret.shape().matcher(trace.text()).find())
                .map(Trace::place)
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<Secret> foundIn(Trace trace) {
        return secrets.stream()
                .filter(secret -> !secret.mayBeAt().test(trace.place()))
                .filter(secret -> secret.shape().matcher(trace.text()).find());
    }
}
