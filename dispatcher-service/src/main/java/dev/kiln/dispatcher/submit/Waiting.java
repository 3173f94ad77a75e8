package dev.kiln.dispatcher.submit;

import java.time.Duration;

/** A pause between tries, cut short when the service stops. */
public interface Waiting {

    /** False where the service stops, so that nothing should be tried again. */
    boolean pause(Duration length);
}
