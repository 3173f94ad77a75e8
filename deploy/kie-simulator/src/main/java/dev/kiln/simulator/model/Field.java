package dev.kiln.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * An input field of a model.
 *
 * @param standard what counts when the field is absent; a missing node if nothing does
 */
public record Field(String name, boolean required, Rule rule, JsonNode standard) {

    static Field text(String name, int maxLength) {
        return new Field(name, false, new Rule.Text(maxLength), MissingNode.getInstance());
    }

    static Field url(String name) {
        return text(name, 4096);
    }

    static Field urls(String name, int max) {
        return new Field(name, false, new Rule.Texts(max), MissingNode.getInstance());
    }

    static Field choice(String name, String... options) {
        return new Field(name, false, new Rule.Choice(List.of(options)), MissingNode.getInstance());
    }

    static Field number(String name, String min, String max) {
        return new Field(
                name, false, new Rule.Range(new BigDecimal(min), new BigDecimal(max)), MissingNode.getInstance());
    }

    static Field whole(String name, long min, long max) {
        return new Field(name, false, new Rule.Whole(min, max), MissingNode.getInstance());
    }

    static Field wholeChoice(String name, Integer... options) {
        return new Field(name, false, new Rule.WholeChoice(List.of(options)), MissingNode.getInstance());
    }

    static Field flag(String name) {
        return new Field(name, false, new Rule.Flag(), MissingNode.getInstance());
    }

    Field must() {
        return new Field(name, true, rule, standard);
    }

    Field or(String value) {
        return new Field(name, required, rule, TextNode.valueOf(value));
    }

    Field or(int value) {
        return new Field(name, required, rule, IntNode.valueOf(value));
    }

    Field or(boolean value) {
        return new Field(name, required, rule, BooleanNode.valueOf(value));
    }

    Field or(BigDecimal value) {
        return new Field(name, required, rule, DecimalNode.valueOf(value));
    }

    /** Absent is echoed as null, as the vendor does for seeds. */
    Field orNull() {
        return new Field(name, required, rule, NullNode.getInstance());
    }
}
