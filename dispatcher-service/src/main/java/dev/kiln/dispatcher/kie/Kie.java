package dev.kiln.dispatcher.kie;

import java.util.List;

/** Kie's API for creating tasks. Every method blocks, for a bounded time, and tries once. */
public interface Kie {

    /** Opens connections for one create each, at most {@code most} and at least one. */
    List<Connection> connect(int most) throws NotConnected;

    /** An open connection on which nothing was sent yet. */
    interface Connection extends AutoCloseable {

        /** Sends once, at most once per connection. Never throws: every doubt is {@link CreateOutcome.InDoubt}. */
        CreateOutcome create(String account, CreateCall call);

        @Override
        void close();
    }
}
