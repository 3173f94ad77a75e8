package dev.kiln.stack.chaos;

import dev.kiln.stack.Part;
import dev.kiln.stack.crash.CrashPoint;
import java.time.Duration;

/** Something that goes wrong on purpose. Sealed: each is done in one place and counted in another. */
sealed interface Fault {
    /** As {@code kill -9} of one of a service's replicas. */
    record Kill(Part part, int replica) implements Fault {
        @Override
        public String toString() {
            return "kill " + named(part, replica);
        }
    }

    /** The next process that comes to this place of its code dies there. */
    record CrashAt(CrashPoint point) implements Fault {
        @Override
        public String toString() {
            return "crash at " + point;
        }
    }

    /** A replica is stopped by signal, and goes on later as if nothing had been. */
    record Freeze(Part part, int replica, Duration length) implements Fault {
        @Override
        public String toString() {
            return "freeze " + named(part, replica) + " for " + length.toMillis() + " ms";
        }
    }

    private static String named(Part part, int replica) {
        return replica == 1 ? part.title() : part.title() + "-" + replica;
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
