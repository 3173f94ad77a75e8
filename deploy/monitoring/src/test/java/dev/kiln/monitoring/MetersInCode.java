package dev.kiln.monitoring;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The meters that a service's sources make, under the names that Prometheus is given. */
final class MetersInCode {
    private static final Pattern MADE = Pattern.compile(
            "\\b(counter|gauge|show|timer|summary|(?:Counter|Gauge|MultiGauge|Timer|DistributionSummary)\\.builder)\\(\\s*\"(kiln[._][a-z._]+)\"");
    private static final Pattern UNIT = Pattern.compile("baseUnit\\(\"([a-z]+)\"\\)");

    private MetersInCode() {}

    static Set<String> of(String service) {
        var names = new TreeSet<String>();
        for (var file : Project.files(Project.ROOT.resolve(service).resolve("src/main/java"), ".java")) {
            var source = Project.read(file);
            var made = MADE.matcher(source);
            while (made.find()) {
                names.add(exported(made, source));
            }
        }
        return names;
    }

    /** As Micrometer's naming for Prometheus has it. */
    private static String exported(Matcher made, String source) {
        var name = made.group(2).replace('.', '_');
        var kind = made.group(1).toLowerCase(Locale.ROOT);
        if (kind.startsWith("timer")) {
            return ending(name, "_seconds");
        }
        var statement = source.substring(made.start(), source.indexOf(';', made.start()));
        var unit = UNIT.matcher(statement);
        var withUnit = unit.find() ? ending(name, "_" + unit.group(1)) : name;
        return kind.startsWith("counter") ? ending(withUnit, "_total") : withUnit;
    }

    private static String ending(String name, String end) {
        return name.endsWith(end) ? name : name + end;
    }
}
