package dev.kiln.dispatcher.kie;

import dev.kiln.catalog.Family;
import java.util.List;

/** Kie's API for tasks. Every method blocks, for a bounded time, and tries once. */
public interface Kie {

    /** Opens connections for one create each, at most {@code most} and at least one. */
    List<Connection> connect(int most) throws NotConnected;

    /** Reads a task's record with the account that created it. */
    TaskRecord read(String account, Family family, String taskId);

    /** An open connection on which nothing was sent yet. */
    interface Connection extends AutoCloseable {

        /** Sends once, at most once per connection. Never throws: every doubt is {@link CreateOutcome.InDoubt}. */
        CreateOutcome create(String account, CreateCall call);

        @Override
        void close();
    }
}
