package dev.kiln.dispatcher.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.GenerationRequested;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Tells whether two requests say the same, whatever the order of their fields. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(GenerationRequested requested) {
        Map<?, ?> fields = ContractJson.mapper().convertValue(requested, Map.class);
        try {
            String canonical = JsonMapper.builder()
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build()
                    .writeValueAsString(fields);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a request cannot be fingerprinted");
        }
    }
}
