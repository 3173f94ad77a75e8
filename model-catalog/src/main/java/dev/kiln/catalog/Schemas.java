package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/** Compiles JSON Schemas of draft 2020-12 with the formats of this catalog. */
final class Schemas {

    private Schemas() {}

    static Schema compiled(JsonNode schema) {
        return Registry.READY.getSchema(schema);
    }

    /** White space of every script counts as white space, as it does in ECMA-262. */
    static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.UNICODE_CHARACTER_CLASS);
    }

    private static SchemaRegistry registry() {
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .format(new MediaUrl())
                .build();
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .regularExpressionFactory(Schemas::regularExpression)
                .build();
        return SchemaRegistry.withDialect(dialect, builder -> builder.schemaRegistryConfig(config));
    }

    private static RegularExpression regularExpression(String expression) {
        Pattern pattern = pattern(expression);
        return value -> pattern.matcher(value).find();
    }

    /** Made with the first schema, not when a catalog is read: it takes a tenth of a second. */
    private static final class Registry {
        private static final SchemaRegistry READY = registry();
    }
}
