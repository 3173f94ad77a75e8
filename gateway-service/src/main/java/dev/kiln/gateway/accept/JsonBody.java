package dev.kiln.gateway.accept;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.ContractJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a body as one bounded JSON object in UTF-8. */
final class JsonBody {

    private JsonBody() {}

    /** Throws {@link UnreadableBody} with what is wrong and where, never with what the body says. */
    static ObjectNode read(byte[] body) {
        JsonNode read;
        try {
            read = ContractJson.mapper().readTree(text(body));
        } catch (StreamConstraintsException e) {
            throw new UnreadableBody("The JSON goes beyond the bounds: 32 levels, 65,536 characters in a string,"
                    + " 256 in a name, 40 in a number.");
        } catch (NumberFormatException e) {
            throw new UnreadableBody("The JSON holds a number whose exponent no number has.");
        } catch (JacksonException e) {
            throw new UnreadableBody("The body is not one JSON document without repeated names" + place(e) + ".");
        }
        if (read instanceof ObjectNode object) {
            return object;
        }
        throw new UnreadableBody("The body must be a JSON object.");
    }

    /** Decoded strictly here, since the parser would guess other encodings and let some bad sequences pass. */
    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableBody("The body is not valid UTF-8.");
        }
    }

    private static String place(JacksonException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : ": see line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
