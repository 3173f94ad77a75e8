package dev.kiln.tenantkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorKeysTest {

    @Test
    void findsTheOperatorOfEachOfItsKeys() {
        OperatorKeys keys = OperatorKeys.of(Map.of(
                "ada", List.of(TenantKeys.hash("one"), TenantKeys.hash("two")), "bob", List.of(TenantKeys.hash("3"))));

        assertThat(keys.operatorOf("two")).contains("ada");
        assertThat(keys.operatorOf("3")).contains("bob");
        assertThat(keys.operatorOf("four")).isEmpty();
        assertThat(keys.operatorOf(TenantKeys.hash("one"))).isEmpty();
        assertThat(keys.none()).isFalse();
        assertThat(OperatorKeys.of(Map.of()).none()).isTrue();
    }

    @Test
    void refusesWhatIsNoHashWithoutRepeatingIt() {
        assertThatThrownBy(() -> OperatorKeys.of(Map.of("ada", List.of("plain-key"))))
                .hasMessageContaining("kiln.operators.ada.key-hashes")
                .hasMessageNotContaining("plain-key");
    }

    @Test
    void refusesOneKeyForTwoAndANameThatIsNone() {
        String hash = TenantKeys.hash("one");

        assertThatThrownBy(() -> OperatorKeys.of(Map.of("ada", List.of(hash), "bob", List.of(hash))))
                .hasMessageContaining("the same key");
        assertThatThrownBy(() -> OperatorKeys.of(Map.of("Ada Lovelace", List.of())))
                .hasMessageContaining("kiln.operators.Ada Lovelace");
    }
}
