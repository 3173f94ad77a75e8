package dev.kiln.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL server on the loopback interface, user {@code postgres}, any password. Its sessions start in a time
 * zone that is not UTC, so that a statement which forgets to say its zone is found out. System properties
 * {@code kiln.postgres.<setting>} are added to the server's settings.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    public static final String USER = "postgres";
    public static final String PASSWORD = "postgres";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
    /** Before the name of a server's setting, as a system property. */
    private static final String SETTING = "kiln.postgres.";

    private static final String STARTING_UP = "57P03";

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;

    private EmbeddedPostgres(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts a server on a free port whose data vanish when it closes. */
    public static EmbeddedPostgres startTransient() {
        return start(builder());
    }

    /** Starts a server whose data stay in {@code directory}; what an earlier run left running there is stopped first. */
    public static EmbeddedPostgres start(Path directory, int port) {
        stopLeftover(directory);
        return start(builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port));
    }

    /** Creates an empty database where there is none of that name. */
    public void createDatabase(String name) {
        createDatabase(port(), name);
    }

    /** As {@link #createDatabase(String)}, on a server in another process, which may still be starting up. */
    public static void createDatabase(int port, String name) {
        var deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (!tryCreate(port, name)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("PostgreSQL on port " + port + " is still starting up");
            }
            Thread.onSpinWait();
        }
    }

    private static boolean tryCreate(int port, String name) {
        try (var connection = DriverManager.getConnection("jdbc:" + url(port, USER), USER, PASSWORD);
                var find = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?");
                var create = connection.createStatement()) {
            find.setString(1, name);
            if (!find.executeQuery().next()) {
                create.execute("CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"");
            }
            return true;
        } catch (SQLException e) {
            if (STARTING_UP.equals(e.getSQLState())) {
                return false;
            }
            throw new IllegalStateException("Database " + name + " cannot be created", e);
        }
    }

    private static String url(int port, String database) {
        return "postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return server.getPort();
    }

    /** The address of a database, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:" + reactiveUrl(database);
    }

    /** The address of a database for the reactive client, without user and password. */
    public String reactiveUrl(String database) {
        return url(port(), database);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not stop", e);
        }
    }

    /** Arguments: directory and port. Prints a line when it is ready, and ends when standard input does. */
    public static void main(String[] args) {
        var postgres = start(Path.of(args[0]), Integer.parseInt(args[1]));
        System.out.println("PostgreSQL is ready on port " + postgres.port());
        ChildProcess.awaitEndOfInput();
        System.exit(0);
    }

    private static EmbeddedPostgres start(io.zonky.test.db.postgres.embedded.EmbeddedPostgres.Builder builder) {
        try {
            return new EmbeddedPostgres(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres.Builder builder() {
        var unpacked =
                Path.of(System.getProperty("java.io.tmpdir"), "kiln-postgres-" + System.getProperty("user.name"));
        var builder = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(unpacked.toFile())
                .setPGStartupWait(STARTS_WITHIN)
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("timezone", "Asia/Kathmandu")
                .setServerConfig("shared_buffers", "32MB");
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(SETTING))
                .forEach(name -> builder.setServerConfig(name.substring(SETTING.length()), System.getProperty(name)));
        return builder;
    }

    /** The process of the server that keeps its data in {@code directory}; its sessions are its children. */
    public static long serverPid(Path directory) {
        try (var lines = Files.lines(directory.resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        } catch (IOException e) {
            throw new UncheckedIOException("No PostgreSQL runs in " + directory, e);
        }
    }

    /** A server outlives the JVM that started it where that JVM was killed. */
    private static void stopLeftover(Path directory) {
        var pidFile = directory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            var leftover = ProcessHandle.of(serverPid(directory))
                    .filter(p -> p.info().command().orElse("").contains("postgres"));
            if (leftover.isPresent()) {
                leftover.get().destroyForcibly();
                leftover.get().onExit().get(10, TimeUnit.SECONDS);
            }
            Files.deleteIfExists(pidFile);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "A PostgreSQL server left running in " + directory + " cannot be stopped", e);
        }
    }
}
