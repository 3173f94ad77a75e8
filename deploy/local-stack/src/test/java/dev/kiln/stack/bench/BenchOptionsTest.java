package dev.kiln.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kiln.stack.bench.BenchOptions.Section;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
    @Test
    void whatIsToBeProfiledIsAJvmOfTheStack() {
        assertThatCode(() -> profiling("dispatcher-service", "kafka", "load-generator"))
                .doesNotThrowAnyException();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> profiling("billing"))
                .withMessageStartingWith("--profile must be one of billing-service, ")
                .withMessageEndingWith(", not billing");
    }

    @Test
    void aMeasurementHasASize() {
        assertThat(profiling().count()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(0, List.of()))
                .withMessage("--count must be 1 or more, not 0");
    }

    private static BenchOptions profiling(String... children) {
        return options(1, List.of(children));
    }

    private static BenchOptions options(int count, List<String> profiled) {
        return new BenchOptions(Set.of(Section.E2E), 0, count, 1, 1, 1, 0, 1, 1, 1000, true, profiled);
    }
}
