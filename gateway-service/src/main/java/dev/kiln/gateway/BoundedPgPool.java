package dev.kiln.gateway;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Lets few wait for a connection, and none for long: a database that hangs must not fill the memory. */
final class BoundedPgPool implements PgPoolCreator {

    private static final int MOST_WAITING = 256;
    private static final int LONGEST_WAIT_SECONDS = 2;

    @Override
    public Pool create(Input input) {
        PoolOptions bounded = input.poolOptions()
                .setMaxWaitQueueSize(MOST_WAITING)
                .setConnectionTimeout(LONGEST_WAIT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        return PgBuilder.pool()
                .with(bounded)
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
