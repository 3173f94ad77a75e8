package dev.kiln.stack.kie;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * A server that speaks Kie's API, and our accounts there.
 *
 * @param publicUrl where it reaches callback-service; without it results come by polling alone
 */
public record KieServer(URI baseUrl, KieKeys keys, Optional<URI> publicUrl) {
    public static final URI REAL = URI.create("https://api.kie.ai");

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    public KieServer {
        check("Kie's URL", baseUrl);
        publicUrl.ifPresent(url -> check("KILN_PUBLIC_URL", url));
        if (!isOnThisMachine(baseUrl)) {
            if (!baseUrl.getScheme().equalsIgnoreCase("https")) {
                throw new KieProblem(
                        "Kie's URL must be https, since the key would be readable on its way to " + baseUrl);
            }
            if (publicUrl.filter(KieServer::isOnThisMachine).isPresent()) {
                throw new KieProblem("KILN_PUBLIC_URL leads to this machine's loopback, where " + baseUrl.getHost()
                        + " cannot call back; leave it out, or give the address of a tunnel");
            }
        }
    }

    /** Only a server on this machine's loopback is taken for one that costs nothing. */
    public boolean spends() {
        return !isOnThisMachine(baseUrl);
    }

    private static boolean isOnThisMachine(URI url) {
        return THIS_MACHINE.contains(url.getHost());
    }

    private static void check(String name, URI url) {
        var scheme = url.getScheme() == null ? "" : url.getScheme();
        if (!scheme.matches("(?i)https?")
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new KieProblem(name + " must be http(s)://host[:port][/path], without user, query or fragment");
        }
    }
}
