package dev.kiln.stack.chaos;

import dev.kiln.stack.Part;
import dev.kiln.stack.crash.CrashPoint;
import java.time.Duration;

/** Something that goes wrong on purpose. Sealed: each is done in one place and counted in another. */
sealed interface Fault {
    /** As {@code kill -9} of a service. */
    record Kill(Part part) implements Fault {
        @Override
        public String toString() {
            return "kill " + part.title();
        }
    }

    /** The next process that comes to this place of its code dies there. */
    record CrashAt(CrashPoint point) implements Fault {
        @Override
        public String toString() {
            return "crash at " + point;
        }
    }

    /** A service is stopped by signal, and goes on later as if nothing had been. */
    record Freeze(Part part, Duration length) implements Fault {
        @Override
        public String toString() {
            return "freeze " + part.title() + " for " + length.toMillis() + " ms";
        }
    }

    /** The broker is killed, and started again on its records. */
    record KafkaAway(Duration length) implements Fault {
        @Override
        public String toString() {
            return "kafka away for " + length.toMillis() + " ms";
        }
    }

    /** PostgreSQL is killed with all sessions, and started again on its data. */
    record PostgresAway(Duration length) implements Fault {
        @Override
        public String toString() {
            return "postgres away for " + length.toMillis() + " ms";
        }
    }

    /** From now on Kie treats creates, callbacks and prices so. */
    record Mix(Mixes.Mix mix, long seed) implements Fault {
        @Override
        public String toString() {
            return "kie: " + mix.name();
        }
    }

    /** Kie treats the next creates so, as many as said. */
    record Burst(String word, int count) implements Fault {
        @Override
        public String toString() {
            return "kie: " + count + " x " + word;
        }
    }
}
