package dev.kiln.billing.ledger;

import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Envelope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The same events for the same seed, but for their ids: some generations with holds, doubts, charges, corrections and verdicts,
 * submitted within three days.
 */
public final class RandomHistory {

    private static final List<String> TENANTS = List.of("harbour", "meadow");
    private static final List<String> MODELS = List.of("kling/v2-1-pro", "bytedance/seedream-v4-edit");

    private RandomHistory() {}

    /** In the order in which the dispatcher would say them. */
    public static List<Envelope> of(int seed) {
        return of(seed, 0);
    }

    /** With charges, too, that are no figure: none of them is ever booked, and the order decides which ones are refused. */
    public static List<Envelope> withUnreadable(int seed) {
        return of(seed, 2);
    }

    private static List<Envelope> of(int seed, int unreadable) {
        Random random = new Random(seed);
        List<Envelope> history = new ArrayList<>();
        for (int generations = 1 + random.nextInt(4); generations > 0; generations--) {
            addGeneration(history, random, unreadable);
        }
        return history;
    }

    private static void addGeneration(List<Envelope> history, Random random, int unreadable) {
        Steps steps = Steps.of(TENANTS.get(random.nextInt(2)), MODELS.get(random.nextInt(2)))
                .submittedAt(Steps.SUBMITTED.minusSeconds(random.nextInt(3 * 24 * 60 * 60)));
        long sequence = 0;
        for (int count = random.nextInt(4); count > 0; count--) {
            sequence += 1 + random.nextInt(2);
            history.add(submission(steps, sequence, random));
        }
        for (int count = random.nextInt(4); count > 0; count--) {
            sequence += 1 + random.nextInt(2);
            Steps task = random.nextInt(4) == 0 ? steps.withTask(steps.taskId() + "-other") : steps;
            history.add(completion(task, sequence, random, unreadable));
        }
        for (int count = Math.max(0, random.nextInt(6) - 3); count > 0; count--) {
            Steps other = steps.withTask(steps.taskId() + "-other");
            history.add(other.foundBesides(below1000(random), Steps.COMPLETED.minusSeconds(count)));
        }
    }

    private static Envelope submission(Steps steps, long sequence, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> steps.submitted(sequence, credits(random));
            case 1 -> steps.inDoubt(sequence, credits(random));
            case 2 -> steps.parked(sequence, credits(random));
            default -> steps.requeued(sequence);
        };
    }

    private static Envelope completion(Steps steps, long sequence, Random random, int unreadable) {
        return switch (random.nextInt(8 + unreadable)) {
            case 0 -> steps.failed(sequence, null);
            case 1 -> steps.failedUnsubmitted(sequence);
            case 2 -> steps.canceled(sequence, credits(random));
            case 3 -> steps.succeeded(sequence, credits(random), Steps.SUBMITTED);
            case 4 -> steps.charged(sequence, "5000", ChargeBasis.DECIDED, "10");
            case 8, 9 -> steps.charged(sequence, "0", ChargeBasis.UNREADABLE, "10");
            default -> steps.succeeded(sequence, credits(random));
        };
    }

    /** Not a hundred times the quote. */
    private static String below1000(Random random) {
        return BigDecimal.valueOf(random.nextInt(999_000), 3).toPlainString();
    }

    private static String credits(Random random) {
        return BigDecimal.valueOf(random.nextInt(20_000), random.nextInt(4)).toPlainString();
    }
}
