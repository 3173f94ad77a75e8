package dev.kiln.tenantkeys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells which tenant an API key belongs to. Holds hashes only: a key is long and random, so SHA-256 serves. */
public final class TenantKeys {

    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Map<String, String> tenantByHash;
    private final Set<String> tenants;

    private TenantKeys(Map<String, String> tenantByHash, Set<String> tenants) {
        this.tenantByHash = tenantByHash;
        this.tenants = tenants;
    }

    /**
     * Takes lower-case hexadecimal SHA-256 hashes by tenant; a malformed name or hash, or a hash of two tenants, is an
     * {@link IllegalArgumentException} that names the configuration key.
     */
    public static TenantKeys of(Map<String, List<String>> hashesByTenant) {
        Map<String, String> tenantByHash = new HashMap<>();
        hashesByTenant.forEach((tenant, hashes) -> {
            if (!TENANT.matcher(tenant).matches()) {
                throw new IllegalArgumentException(
                        "kiln.tenants." + tenant + ": a tenant's name is 1 to 63 of a-z, 0-9 and -");
            }
            hashes.forEach(hash -> add(tenantByHash, tenant, hash));
        });
        return new TenantKeys(Map.copyOf(tenantByHash), Set.copyOf(hashesByTenant.keySet()));
    }

    private static void add(Map<String, String> tenantByHash, String tenant, String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException(
                    "kiln.tenants." + tenant + ".key-hashes: not a SHA-256 in lower-case hexadecimal");
        }
        String other = tenantByHash.putIfAbsent(hash, tenant);
        if (other != null && !other.equals(tenant)) {
            throw new IllegalArgumentException(
                    "kiln.tenants." + tenant + ".key-hashes: the same key belongs to " + other);
        }
    }

    /** Empty for an unknown key. */
    public Optional<String> tenantOf(String key) {
        return Optional.ofNullable(tenantByHash.get(hash(key)));
    }

    public Set<String> tenants() {
        return tenants;
    }

    /** What is configured for a key: its SHA-256 in lower-case hexadecimal. */
    public static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
