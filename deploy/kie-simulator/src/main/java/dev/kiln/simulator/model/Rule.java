package dev.kiln.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/** What a field accepts; sealed, because each kind of rule has its own complaint. */
public sealed interface Rule {

    /** Whether the value, which is present and not null, fits. */
    boolean accepts(JsonNode value);

    /** The tail of the sentence that begins with the field's name. */
    String complaint();

    /** A string of at most {@code maxLength} characters. */
    record Text(int maxLength) implements Rule {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isTextual() && value.textValue().length() <= maxLength;
        }

        @Override
        public String complaint() {
            return "must be a text of at most " + maxLength + " characters";
        }
    }

    /** One of the given strings, case matters. */
    record Choice(List<String> options) implements Rule {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isTextual() && options.contains(value.textValue());
        }

        @Override
        public String complaint() {
            return "is not within the range of allowed options";
        }
    }

    /** A number between two bounds, both included. */
    record Range(BigDecimal min, BigDecimal max) implements Rule {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isNumber()
                    && value.decimalValue().compareTo(min) >= 0
                    && value.decimalValue().compareTo(max) <= 0;
        }

        @Override
        public String complaint() {
            return "is not within the range of allowed options";
        }
    }

    /** A number without a fraction, as 2 and 2.0, between two bounds, both included. */
    record Whole(long min, long max) implements Rule {
        @Override
        public boolean accepts(JsonNode value) {
            return new Range(BigDecimal.valueOf(min), BigDecimal.valueOf(max)).accepts(value)
                    && value.decimalValue().stripTrailingZeros().scale() <= 0;
        }

        @Override
        public String complaint() {
            return "is not within the range of allowed options";
        }
    }

    /** One of the given whole numbers. */
    record WholeChoice(List<Integer> options) implements Rule {
        @Override
        public boolean accepts(JsonNode value) {
            return options.stream().anyMatch(option -> new Whole(option, option).accepts(value));
        }

        @Override
        public String complaint() {
            return "is not within the range of allowed options";
        }
    }

    /** true or false. */
    record Flag() implements Rule {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isBoolean();
        }

        @Override
        public String complaint() {
            return "must be true or false";
        }
    }

    /** A list of one to {@code max} strings. */
    record Texts(int max) implements Rule {
        @Override
        public boolean accepts(JsonNode value) {
            if (!value.isArray() || value.isEmpty() || value.size() > max) {
                return false;
            }
            for (JsonNode each : value) {
                if (!each.isTextual()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String complaint() {
            return "must be a list of 1 to " + max + " texts";
        }
    }
}
