package dev.kiln.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An exact amount of Kie's unit of account, at most three decimal places and eleven before the point; may be negative
 * (a correction). Written in JSON as a plain decimal string. 1 credit = US$ 0.005.
 */
public final class Credits implements Comparable<Credits> {

    public static final Credits ZERO = new Credits(BigDecimal.ZERO);

    private static final int MAX_DECIMALS = 3;
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,11}(\\.[0-9]{1,3})?");
    private static final BigDecimal LIMIT = new BigDecimal("1E11");
    private static final BigDecimal US_DOLLARS_PER_CREDIT = new BigDecimal("0.005");

    private final BigDecimal amount;

    /** Checks nothing, so Jackson, which would find it for numbers, is kept off. */
    @JsonCreator(mode = JsonCreator.Mode.DISABLED)
    private Credits(BigDecimal amount) {
        this.amount = amount;
    }

    /** Reads a plain decimal such as {@code 3.5}; anything else is an {@link IllegalArgumentException}. */
    @JsonCreator
    public static Credits of(String text) {
        if (text == null || !PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "credits must be a plain decimal string with at most 11 digits before and 3 after the point");
        }
        return of(new BigDecimal(text));
    }

    /** Never rounds: more than three decimal places, or 10^11 and more, is an {@link IllegalArgumentException}. */
    public static Credits of(BigDecimal amount) {
        Objects.requireNonNull(amount, "credits");
        if (amount.abs().compareTo(LIMIT) >= 0) {
            throw new IllegalArgumentException("credits must be below 10^11");
        }
        BigDecimal stripped = amount.stripTrailingZeros();
        if (stripped.scale() > MAX_DECIMALS) {
            throw new IllegalArgumentException("credits have at most three decimal places");
        }
        return new Credits(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }

    public static Credits of(long amount) {
        return of(BigDecimal.valueOf(amount));
    }

    public Credits plus(Credits other) {
        return of(amount.add(other.amount));
    }

    public Credits minus(Credits other) {
        return of(amount.subtract(other.amount));
    }

    public Credits times(long factor) {
        return of(amount.multiply(BigDecimal.valueOf(factor)));
    }

    public Credits negated() {
        return of(amount.negate());
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    public BigDecimal amount() {
        return amount;
    }

    public BigDecimal inUsDollars() {
        return amount.multiply(US_DOLLARS_PER_CREDIT);
    }

    @Override
    public int compareTo(Credits other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Credits credits && amount.equals(credits.amount);
    }

    @Override
    public int hashCode() {
        return amount.hashCode();
    }

    @JsonValue
    @Override
    public String toString() {
        return amount.toPlainString();
    }
}
