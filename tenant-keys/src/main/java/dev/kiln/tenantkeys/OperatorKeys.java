package dev.kiln.tenantkeys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells which operator a key belongs to. Holds hashes only, made like those of tenants' keys. */
public final class OperatorKeys {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.@-]{0,62}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Map<String, String> operatorByHash;

    private OperatorKeys(Map<String, String> operatorByHash) {
        this.operatorByHash = operatorByHash;
    }

    /**
     * Takes lower-case hexadecimal SHA-256 hashes by operator; a malformed name or hash, or a hash of two operators, is an
     * {@link IllegalArgumentException} that names the configuration key.
     */
    public static OperatorKeys of(Map<String, List<String>> hashesByOperator) {
        Map<String, String> operatorByHash = new HashMap<>();
        hashesByOperator.forEach((operator, hashes) -> {
            if (!NAME.matcher(operator).matches()) {
                throw new IllegalArgumentException(
                        "kiln.operators." + operator + ": an operator's name is 1 to 63 of a-z, 0-9, ., @ and -");
            }
            hashes.forEach(hash -> add(operatorByHash, operator, hash));
        });
        return new OperatorKeys(Map.copyOf(operatorByHash));
    }

    private static void add(Map<String, String> operatorByHash, String operator, String hash) {
        String key = "kiln.operators." + operator + ".key-hashes: ";
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException(key + "not a SHA-256 in lower-case hexadecimal");
        }
        String other = operatorByHash.putIfAbsent(hash, operator);
        if (other != null && !other.equals(operator)) {
            throw new IllegalArgumentException(key + "the same key belongs to " + other);
        }
    }

    /** Whether nobody may do anything. */
    public boolean none() {
        return operatorByHash.isEmpty();
    }

    /** Empty for an unknown key; takes as long for each. */
    public Optional<String> operatorOf(String key) {
        byte[] presented = TenantKeys.hash(key).getBytes(StandardCharsets.US_ASCII);
        String found = null;
        for (Map.Entry<String, String> known : operatorByHash.entrySet()) {
            if (MessageDigest.isEqual(known.getKey().getBytes(StandardCharsets.US_ASCII), presented)) {
                found = known.getValue();
            }
        }
        return Optional.ofNullable(found);
    }
}
