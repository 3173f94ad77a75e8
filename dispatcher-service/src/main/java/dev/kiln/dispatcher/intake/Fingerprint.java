package dev.kiln.dispatcher.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.Lane;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Tells whether two requests ask for the same, whatever the order of their fields, and whoever checked them when. */
final class Fingerprint {

    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Fingerprint() {}

    /** Without id and catalog, and with the defaults filled in. */
    private static GenerationRequested asked(GenerationRequested requested) {
        return new GenerationRequested(
                null,
                requested.model(),
                requested.input(),
                requested.reference(),
                requested.metadata(),
                requested.lane() == null ? Lane.STANDARD : requested.lane(),
                requested.expiresAt(),
                null);
    }

    static String of(GenerationRequested requested) {
        Map<?, ?> fields = ContractJson.mapper().convertValue(asked(requested), Map.class);
        try {
            byte[] canonical = SORTED.writeValueAsBytes(fields);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical);
            return HexFormat.of().formatHex(digest);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a request cannot be fingerprinted");
        }
    }
}
