package dev.kiln.gateway;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets few wait for a connection, and none for long: a database that hangs must not fill the memory. A connection that
 * falls silent is closed, since the host behind it may be gone without a word.
 */
final class BoundedPgPool implements PgPoolCreator {

    private static final int MOST_WAITING = 256;
    private static final int LONGEST_WAIT_SECONDS = 2;

    private final Duration longestSilence;

    /** Longer than any statement takes; an unused connection is closed after it, too. */
    BoundedPgPool(Duration longestSilence) {
        this.longestSilence = longestSilence;
    }

    @Override
    public Pool create(Input input) {
        PoolOptions bounded = input.poolOptions()
                .setMaxWaitQueueSize(MOST_WAITING)
                .setConnectionTimeout(LONGEST_WAIT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        return PgBuilder.pool()
                .with(bounded)
                .connectingTo(
                        input.pgConnectOptionsList().stream().map(this::bounded).toList())
                .using(input.vertx())
                .build();
    }

    private SqlConnectOptions bounded(PgConnectOptions database) {
        return new PgConnectOptions(database)
                .setIdleTimeout((int) longestSilence.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
