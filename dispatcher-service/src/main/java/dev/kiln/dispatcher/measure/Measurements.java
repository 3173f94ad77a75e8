package dev.kiln.dispatcher.measure;

/** What stands in the tables, counted with bounds, so that looking costs little however much there is. Blocks. */
public interface Measurements {

    Snapshot take();
}
