package dev.kiln.k8s;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The environment variables that a service's configuration interface takes, found in its source. */
final class ConfigNames {
    private static final Pattern INTERFACE =
            Pattern.compile("(?:@ConfigMapping\\(prefix = \"([a-z.]+)\"\\)\\s+(?:public )?)?interface (\\w+) \\{");
    private static final Pattern MEMBER =
            Pattern.compile("^ +(?:Map<String, (\\w+)>|([\\w<>]+)) (\\w+)\\(\\);", Pattern.MULTILINE);
    private static final String ANY_KEY = "__[A-Z0-9_]+__";

    private final Map<String, String> bodies = new HashMap<>();
    private final List<Pattern> names = new ArrayList<>();

    private ConfigNames() {}

    /** Each pattern matches a variable as a whole; the keys of a map are free. */
    static List<Pattern> of(String source) {
        var found = new ConfigNames();
        var roots = new HashMap<String, String>();
        var interfaces = INTERFACE.matcher(source);
        while (interfaces.find()) {
            found.bodies.put(interfaces.group(2), body(source, interfaces.end()));
            if (interfaces.group(1) != null) {
                roots.put(interfaces.group(2), upper(interfaces.group(1).replace('.', '_')) + "_");
            }
        }
        roots.forEach(found::walk);
        return found.names;
    }

    private void walk(String type, String before) {
        var members = MEMBER.matcher(withoutNested(bodies.get(type)));
        while (members.find()) {
            var name = before + upper(members.group(3).replaceAll("([A-Z])", "_$1"));
            if (members.group(1) != null) {
                walk(members.group(1), name + ANY_KEY);
            } else if (bodies.containsKey(members.group(2))) {
                walk(members.group(2), name + "_");
            } else {
                names.add(Pattern.compile(name));
            }
        }
    }

    /** From behind an opening brace to before the one that closes it. */
    private static String body(String source, int start) {
        int depth = 1;
        int at = start;
        while (depth > 0) {
            char c = source.charAt(at++);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return source.substring(start, at - 1);
    }

    private static String withoutNested(String body) {
        var nested = INTERFACE.matcher(body);
        if (!nested.find()) {
            return body;
        }
        int after = nested.end() + body(body, nested.end()).length() + 1;
        return body.substring(0, nested.start()) + withoutNested(body.substring(after));
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
