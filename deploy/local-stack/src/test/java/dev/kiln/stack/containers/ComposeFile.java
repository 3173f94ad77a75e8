package dev.kiln.stack.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The project's docker-compose.yml, as far as Kiln's own file goes.
 *
 * @param text as it is written, before variables are put in
 * @param services by name, with anchors and variables resolved
 */
public record ComposeFile(String text, Map<String, ComposeService> services) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::?-([^}]*))?}");

    /** @param variables stand in place of the defaults that the file has for them */
    public static ComposeFile read(Path root, Map<String, String> variables) {
        try {
            var text = Files.readString(root.resolve("docker-compose.yml"));
            return new ComposeFile(text, services(resolved(text, variables)));
        } catch (IOException e) {
            throw new UncheckedIOException("docker-compose.yml cannot be read in " + root, e);
        }
    }

    public ComposeService service(String name) {
        var service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("docker-compose.yml has no service " + name);
        }
        return service;
    }

    private static String resolved(String text, Map<String, String> variables) {
        return VARIABLE.matcher(text).replaceAll(variable -> {
            var byDefault = variable.group(2) == null ? "" : variable.group(2);
            return Matcher.quoteReplacement(variables.getOrDefault(variable.group(1), byDefault));
        });
    }

    private static Map<String, ComposeService> services(String yaml) {
        Map<String, Map<String, Map<String, Object>>> file =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        var services = new LinkedHashMap<String, ComposeService>();
        file.get("services").forEach((name, keys) -> services.put(name, new ComposeService(name, keys)));
        return services;
    }
}
