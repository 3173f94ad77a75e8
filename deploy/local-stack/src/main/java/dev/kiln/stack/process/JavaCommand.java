package dev.kiln.stack.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of small JVMs that start fast. */
public final class JavaCommand {
    private static final List<String> SMALL = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-Djava.net.preferIPv4Stack=true");

    private JavaCommand() {}

    public static List<String> jar(Path jar, int megabytes) {
        return command(megabytes, "-jar", jar.toString());
    }

    /** A class of the launcher's own class path. */
    public static List<String> main(String mainClass, int megabytes, String... arguments) {
        var command = command(megabytes, "-cp", System.getProperty("java.class.path"), mainClass);
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> command(int megabytes, String... rest) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        command.add("-Xmx" + megabytes + "m");
        command.addAll(List.of(rest));
        return command;
    }
}
