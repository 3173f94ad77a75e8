package dev.kiln.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    void isTheValueInTheMiddleWhateverTheOrder() {
        assertThat(Median.of(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
    }

    @Test
    void isTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Median.of(List.of(4.0, 1.0, 100.0, 2.0))).isEqualTo(3);
    }

    @Test
    void isNotThereForNothing() {
        assertThatThrownBy(() -> Median.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
