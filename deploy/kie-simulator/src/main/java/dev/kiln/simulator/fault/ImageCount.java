package dev.kiln.simulator.fault;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** So many results, as a prompt decides that asks the vendor for a number; no more than max_images, and charged so. */
public record ImageCount(int images) implements TaskOutcome {

    private static final String WORD = "images-";
    private static final Pattern COUNTED = Pattern.compile(WORD + "([1-9][0-9]{0,2})");
    private static final int MOST_ORDERED = 6;

    /** Those that an order can come to; greater ones are read too, and come to the most. */
    static ImageCount[] values() {
        return IntStream.rangeClosed(1, MOST_ORDERED).mapToObj(ImageCount::new).toArray(ImageCount[]::new);
    }

    static Optional<Fault> of(String marker) {
        Matcher counted = COUNTED.matcher(marker);
        return counted.matches() ? Optional.of(new ImageCount(Integer.parseInt(counted.group(1)))) : Optional.empty();
    }

    @Override
    public String marker() {
        return WORD + images;
    }
}
