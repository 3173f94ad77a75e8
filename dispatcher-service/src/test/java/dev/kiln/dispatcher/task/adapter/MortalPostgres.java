package dev.kiln.dispatcher.task.adapter;

import dev.kiln.backends.EmbeddedPostgres;
import dev.kiln.backends.FreePort;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server that is killed without a word and started again on the data it left. */
final class MortalPostgres implements AutoCloseable {

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;
    private int deaths;

    private MortalPostgres(Path data, int port) {
        this.data = data;
        this.port = port;
        server = EmbeddedPostgres.start(data, port);
    }

    static MortalPostgres start(Path data) {
        return new MortalPostgres(data, FreePort.pick());
    }

    /** The address of a new database for the reactive client. */
    String database(String name) {
        server.createDatabase(name);
        return server.reactiveUrl(name);
    }

    /** Blocks until it takes connections again; every process of it is dead before. */
    void dieAndComeBack() {
        ProcessHandle postmaster =
                ProcessHandle.of(EmbeddedPostgres.serverPid(data)).orElseThrow();
        List<ProcessHandle> sessions = postmaster.descendants().toList();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), sessions.stream()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
        server.close();
        server = EmbeddedPostgres.start(data, port);
        deaths++;
    }

    int deaths() {
        return deaths;
    }

    @Override
    public void close() {
        server.close();
    }
}
