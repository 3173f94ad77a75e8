package dev.kiln.backends;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A backend run as a child process of the test. */
record BackendProcess(Process process) {
    static BackendProcess start(Class<?> main, Path directory, int port) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                directory.toString(),
                Integer.toString(port));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var started = new BackendProcess(process);
        started.awaitReady();
        return started;
    }

    private void awaitReady() throws IOException {
        var lines = process.inputReader();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains("is ready")) {
                return;
            }
        }
        throw new IOException("The process ended before it was ready");
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As a parent that dies: its end of the pipe is closed. */
    boolean endsWithItsInput() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor(20, TimeUnit.SECONDS);
    }
}
