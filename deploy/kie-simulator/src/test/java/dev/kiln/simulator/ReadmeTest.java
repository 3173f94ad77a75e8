package dev.kiln.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.simulator.fault.Fault;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void tellsEveryWordAndEveryKey() throws Exception {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(Fault.all().stream().map(fault -> "`" + fault.marker() + "`"))
                .allSatisfy(word -> assertThat(readme).contains(word));
        assertThat(keys(SimulatorConfig.class, ""))
                .allSatisfy(key -> assertThat(readme).contains("`" + key));
    }

    private static List<String> keys(Class<?> mapping, String prefix) {
        return Stream.of(mapping.getDeclaredMethods())
                .flatMap(method -> keys(method, prefix))
                .toList();
    }

    private static Stream<String> keys(Method method, String prefix) {
        String key = prefix + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        if (method.getReturnType() == Map.class) {
            return keys(SimulatorConfig.AccountConfig.class, key + ".<name>.").stream();
        }
        return method.getReturnType().getEnclosingClass() == SimulatorConfig.class
                ? keys(method.getReturnType(), key + ".").stream()
                : Stream.of(key);
    }
}
