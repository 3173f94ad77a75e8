package dev.kiln.dispatcher.restore;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.Topic;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A history that knows the group's offsets alone. */
record CommittedOffsets(Map<Integer, Long> committed) implements History {

    @Override
    public long requests(Gap gap, Consumer<Batch> reader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void events(Topic topic, Consumer<List<Envelope>> reader) {
        throw new UnsupportedOperationException();
    }
}
