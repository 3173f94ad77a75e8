package dev.kiln.gateway.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.kiln.contract.ContractJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells a body that was sent again from another one: a hash of its JSON, whatever the order of its names and its white
 * space. Numbers are the same only as they are written, since 1 and 1.0 may mean different things to a model.
 *
 * @param hex lower-case SHA-256
 */
public record Fingerprint(String hex) {

    private static final ObjectMapper SORTED =
            ContractJson.mapper().copy().configure(JsonNodeFeature.WRITE_PROPERTIES_SORTED, true);

    public static Fingerprint of(JsonNode body) {
        try {
            byte[] canonical = SORTED.writeValueAsBytes(body);
            return new Fingerprint(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written as JSON");
        }
    }
}
