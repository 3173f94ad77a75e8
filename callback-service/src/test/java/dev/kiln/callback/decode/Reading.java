package dev.kiln.callback.decode;

import dev.kiln.callback.Samples;

/** Reads a sample as the family that its folder names. */
final class Reading {

    private Reading() {}

    static TaskReport reading(String sample) {
        CallbackBody body = CallbackBody.read(Samples.body(sample)).orElseThrow();
        WireFamily family = WireFamily.named(sample.split("/")[0]).orElseThrow();
        return family.read(body.taskId().orElseThrow(), body);
    }
}
