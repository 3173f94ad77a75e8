package dev.kiln.stack.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of small JVMs. */
public final class JavaCommand {
    private JavaCommand() {}

    public static List<String> jar(List<String> flags, Path jar, int megabytes) {
        return command(flags, megabytes, "-jar", jar.toString());
    }

    /** A class of the launcher's own class path. */
    public static List<String> main(List<String> flags, String mainClass, int megabytes, String... arguments) {
        var command = command(flags, megabytes, "-cp", System.getProperty("java.class.path"), mainClass);
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> command(List<String> flags, int megabytes, String... rest) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + megabytes + "m");
        command.addAll(flags);
        command.addAll(List.of(rest));
        return command;
    }
}
