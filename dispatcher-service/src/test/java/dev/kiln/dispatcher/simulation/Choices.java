package dev.kiln.dispatcher.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Whatever happens by chance in a history is chosen here, so that a history can be replayed. */
interface Choices {

    /** From 0 to one less than {@code options}. */
    int choose(int options);

    default boolean maybe() {
        return choose(2) == 1;
    }

    default <T> T oneOf(List<T> options) {
        return options.get(choose(options.size()));
    }

    static Choices of(Random random) {
        return random::nextInt;
    }

    /** Walks through every sequence of choices, the last choice moving fastest. */
    final class Every implements Choices {
        private final List<int[]> path = new ArrayList<>();
        private int depth;

        @Override
        public int choose(int options) {
            if (depth == path.size()) {
                path.add(new int[] {0, options});
            }
            return path.get(depth++)[0];
        }

        /** Goes on to the next history; false where there is none. */
        boolean next() {
            depth = 0;
            while (!path.isEmpty()) {
                int[] last = path.getLast();
                if (++last[0] < last[1]) {
                    return true;
                }
                path.removeLast();
            }
            return false;
        }

        /** The choices of the history, to be told where it fails. */
        String told() {
            return path.stream()
                    .map(choice -> String.valueOf(choice[0]))
                    .toList()
                    .toString();
        }
    }
}
