package dev.kiln.tenantkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantKeysTest {

    @Test
    void findsTheTenantOfEachOfItsKeys() {
        TenantKeys keys = TenantKeys.of(Map.of(
                "studio", List.of(TenantKeys.hash("one"), TenantKeys.hash("two")),
                "shop", List.of(TenantKeys.hash("three"))));

        assertThat(keys.tenantOf("one")).contains("studio");
        assertThat(keys.tenantOf("two")).contains("studio");
        assertThat(keys.tenantOf("three")).contains("shop");
        assertThat(keys.tenantOf("four")).isEmpty();
        assertThat(keys.tenantOf(TenantKeys.hash("one"))).isEmpty();
    }

    @Test
    void refusesAKeyInPlaceOfItsHashWithoutRepeatingIt() {
        assertThatThrownBy(() -> TenantKeys.of(Map.of("studio", List.of("plain-key"))))
                .hasMessageContaining("kiln.tenants.studio.key-hashes")
                .hasMessageNotContaining("plain-key");
    }

    @Test
    void refusesOneKeyForTwoTenants() {
        String hash = TenantKeys.hash("one");

        assertThatThrownBy(() -> TenantKeys.of(Map.of("a", List.of(hash), "b", List.of(hash))))
                .hasMessageContaining("the same key");
    }

    @Test
    void refusesANameThatIsNoTenant() {
        assertThatThrownBy(() -> TenantKeys.of(Map.of("No Tenant", List.of())))
                .hasMessageContaining("kiln.tenants.No Tenant");
    }
}
