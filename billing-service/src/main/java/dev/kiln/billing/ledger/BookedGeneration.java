package dev.kiln.billing.ledger;

import dev.kiln.contract.BillingEvent;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A generation as the ledger has it.
 *
 * @param sequence of the newest event known; 0 where none is
 * @param positions what is booked, without zeros
 * @param counted null while it is not completed
 * @param announced null while no charge was said
 */
public record BookedGeneration(
        String tenant,
        String model,
        long sequence,
        Map<Position, Credits> positions,
        Counted counted,
        Announced announced) {

    public BookedGeneration {
        positions = Map.copyOf(positions);
    }

    /** Only an event newer than all before changes anything, so every order of arrival leads to the same balances. */
    Verdict take(LedgerInput input, Instant now) {
        if (sequence > 0 && !(tenant.equals(input.tenant()) && model.equals(input.model()))) {
            return new Verdict.Refused(Reason.CONFLICT, "the generation is known with another tenant or model");
        }
        if (input.sequence() <= sequence) {
            return new Verdict.Stale();
        }
        if (Target.isChargeWithoutTask(input)) {
            return new Verdict.Refused(Reason.CHARGE_WITHOUT_TASK, "credits are charged and no task is named");
        }
        return booked(input, now);
    }

    private Verdict booked(LedgerInput input, Instant now) {
        Map<Position, Credits> wanted = Target.of(input);
        List<Entry> entries = Target.differences(positions, wanted);
        Optional<BillingEvent> announcement = Announcement.of(announced, input, now);
        BookedGeneration after = new BookedGeneration(
                input.tenant(),
                input.model(),
                input.sequence(),
                wanted,
                input.completion().map(Counted::of).orElse(null),
                announcement.map(said -> Announcement.remembered(said, input)).orElse(announced));
        return new Verdict.Booked(this, after, entries, announcement);
    }
}
