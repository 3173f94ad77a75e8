package dev.kiln.billing.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.billing.ledger.LedgerAccount;
import dev.kiln.billing.query.DayRange;
import dev.kiln.billing.query.InvalidParameter;
import dev.kiln.contract.GenerationIds;
import java.time.LocalDate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementQueryTest {

    private static final DayRange DAYS = DayRange.of(null, null, LocalDate.parse("2026-11-23"));
    private static final EntryFilter ALL = EntryFilter.of(null, null, null, null);

    @Test
    void asksForAHundredOfTheNewestUnlessTold() {
        assertThat(StatementQuery.of("studio", DAYS, ALL, null, null))
                .isEqualTo(
                        new StatementQuery("studio", false, DAYS, new EntryFilter(null, null, null, null), 100, null));
    }

    @Test
    void takesTheSmallestAndTheLargestPage() {
        assertThat(StatementQuery.of("studio", DAYS, ALL, "1", null).limit()).isEqualTo(1);
        assertThat(StatementQuery.of("studio", DAYS, ALL, "500", null).limit()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "", "1e2", "ten", "1.0", " 1", "99999999999999", "١"})
    void refusesALimitOutOfBounds(String limit) {
        assertRefused("limit", () -> StatementQuery.of("studio", DAYS, ALL, limit, null));
    }

    @ParameterizedTest
    @EnumSource(
            value = LedgerAccount.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BOUGHT", "UNEXPLAINED"})
    void knowsTheLedgersAccountsOfGenerations(LedgerAccount account) {
        assertThat(EntryFilter.of(null, null, null, account.wireName()).ledgerAccount())
                .isEqualTo(account);
    }

    @Test
    void takesNamesAndIdsAsTheyAre() {
        String id = GenerationIds.ofRequest("studio", "/test", "1");

        assertThat(EntryFilter.of("a model/ü", id, "main", null))
                .isEqualTo(new EntryFilter("a model/ü", id, "main", null));
    }

    @Test
    void namesTheFilterThatCannotBeUsed() {
        assertRefused("model", () -> EntryFilter.of("", null, null, null));
        assertRefused("model", () -> EntryFilter.of("nul \u0000", null, null, null));
        assertRefused("model", () -> EntryFilter.of("m".repeat(201), null, null, null));
        assertRefused("generationId", () -> EntryFilter.of(null, "gen_1", null, null));
        assertRefused("account", () -> EntryFilter.of(null, null, "main\n", null));
        assertRefused("ledgerAccount", () -> EntryFilter.of(null, null, null, "SPEND"));
    }

    private static void assertRefused(String parameter, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidParameter.class))
                .extracting(InvalidParameter::parameter)
                .isEqualTo(parameter);
    }
}
