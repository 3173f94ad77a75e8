package dev.kiln.billing.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.billing.query.DayRange;
import dev.kiln.billing.query.InvalidParameter;
import java.time.LocalDate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class UsageQueryTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    @Test
    void asksForTheMonthUntilTodayByModelAndDayUnlessTold() {
        assertThat(UsageQuery.of("studio", null, null, null, TODAY))
                .isEqualTo(new UsageQuery(
                        "studio",
                        new DayRange(LocalDate.parse("2026-11-01"), TODAY),
                        java.util.Set.of(UsageDimension.MODEL, UsageDimension.DAY)));
    }

    @Test
    void takesASingleDayAndAnyGroups() {
        UsageQuery query = UsageQuery.of("studio", "2026-02-28", "2026-02-28", "account,tenant", TODAY);

        assertThat(query.days().from()).isEqualTo(query.days().to());
        assertThat(query.groupBy()).containsExactlyInAnyOrder(UsageDimension.TENANT, UsageDimension.ACCOUNT);
    }

    @Test
    void namesTheParameterThatCannotBeUsed() {
        assertRefused("from", "23.11.2026", null, null);
        assertRefused("from", "2026-02-30", null, null);
        assertRefused("from", "+999999999-01-01", null, null);
        assertRefused("from", "", null, null);
        assertRefused("to", null, "2026-11-23T00:00:00Z", null);
        assertRefused("from", "2026-11-24", "2026-11-23", null);
        assertRefused("from", "2025-11-22", "2026-11-23", null);
        assertRefused("groupBy", null, null, "week");
        assertRefused("groupBy", null, null, "model,");
        assertRefused("groupBy", null, null, "");
    }

    @Test
    void takesTheLongestRange() {
        assertThat(UsageQuery.of("studio", "2025-11-23", "2026-11-23", null, TODAY)
                        .days()
                        .from())
                .isEqualTo(LocalDate.parse("2025-11-23"));
    }

    private static void assertRefused(String parameter, String from, String to, String groupBy) {
        assertThatThrownBy(() -> UsageQuery.of("studio", from, to, groupBy, TODAY))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidParameter.class))
                .extracting(InvalidParameter::parameter)
                .isEqualTo(parameter);
    }
}
