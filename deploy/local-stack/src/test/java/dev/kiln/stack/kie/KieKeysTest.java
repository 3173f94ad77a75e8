package dev.kiln.stack.kie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KieKeysTest {
    @Test
    void takesOneKeyForMainAndOthersByTheirNames() {
        var keys = KieKeys.of(Map.of("KIE_API_KEY", " one ", "KIE_API_KEYS", "second=two, third=t=3"));
        assertThat(keys.byAccount())
                .containsExactly(entry("main", "one"), entry("second", "two"), entry("third", "t=3"));
        assertThat(keys.toString()).isEqualTo("KieKeys[main, second, third]");
    }

    @Test
    void needsNoMain() {
        assertThat(KieKeys.of(Map.of("KIE_API_KEYS", "second=two")).byAccount()).containsOnlyKeys("second");
    }

    @Test
    void saysWhatToSetWhereThereIsNone() {
        assertThatThrownBy(() -> KieKeys.of(Map.of("KIE_API_KEY", " ")))
                .isInstanceOf(KieProblem.class)
                .hasMessageContaining("KIE_API_KEY");
    }

    @ParameterizedTest
    @CsvSource({
        "s3cret",
        "'second=s3cret,'",
        "Second=s3cret",
        "'second=s3cret,=s3cret2'",
        "second=",
        "second=s3cret s3cret",
        "'second=s3cret,second=s3cret2'",
        "main=s3cret",
        "'second=s3cret,third=s3cret'",
        "second=s3crét"
    })
    void refusesWithoutQuotingAKey(String several) {
        assertThatThrownBy(() -> KieKeys.of(Map.of("KIE_API_KEY", "one", "KIE_API_KEYS", several)))
                .isInstanceOf(KieProblem.class)
                .hasMessageNotContaining("s3cr");
    }
}
