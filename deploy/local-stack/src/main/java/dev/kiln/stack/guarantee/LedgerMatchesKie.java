package dev.kiln.stack.guarantee;

import dev.kiln.contract.GenerationParked;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * For each model and each of Kie's accounts, and where the books are known for each task, too, the ledger holds the credits
 * that Kie charged, or where Kie does not tell them, the price. The balance that it expects of an account is Kie's, but for
 * what Kie took and does not tell. What Kie charged for a parked generation is in no ledger: nobody can know it, and that it
 * is parked is said; the ledger holds the credits of these, and of no other. That Kie's balances are short by just what it charged shows that the truth is whole, not that the
 * ledger is right.
 */
public record LedgerMatchesKie() implements Guarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        var truth = evidence.truth();
        var known = known(evidence);
        var violations = new ArrayList<>(differences(
                sums(evidence.usage(), use -> place(use.model(), use.account()), Usage::credits),
                sums(known, charge -> place(charge.model(), charge.account()), Truth.TaskCharge::knowable)));
        violations.addAll(holds(evidence));
        evidence.books().ifPresent(books -> {
            violations.addAll(differences(
                    sums(books.charges(), entry -> task(entry.taskId(), entry.account()), Books.Charge::credits),
                    sums(known, charge -> task(charge.taskId(), charge.account()), Truth.TaskCharge::knowable)));
            violations.addAll(balances(books, truth, known));
        });
        var expected = truth.granted().subtract(truth.charged());
        if (truth.balance().compareTo(expected) != 0) {
            violations.add("Kie's balance is " + truth.balance().toPlainString() + ", granted less charged is "
                    + expected.toPlainString());
        }
        return violations;
    }

    /** Of generations that are not parked. */
    private static List<Truth.TaskCharge> known(Evidence evidence) {
        var truth = evidence.truth();
        var parked =
                evidence.parked().stream().map(GenerationParked::generationId).collect(Collectors.toSet());
        return truth.charges().stream()
                .filter(charge -> truth.generationOf(charge.taskId())
                        .filter(parked::contains)
                        .isEmpty())
                .toList();
    }

    private static List<String> holds(Evidence evidence) {
        var held = sums(evidence.usage(), use -> place(use.model(), use.account()), Usage::held);
        var parked = sums(
                evidence.parked(),
                step -> place(step.request().model(), step.submission().account()),
                step -> step.estimate().hold().amount());
        return places(held, parked)
                .filter(place -> of(held, place).compareTo(of(parked, place)) != 0)
                .map(place -> place + ": the ledger holds back "
                        + of(held, place).toPlainString() + ", what is parked may cost "
                        + of(parked, place).toPlainString())
                .toList();
    }

    private static Stream<String> places(Map<String, BigDecimal> some, Map<String, BigDecimal> others) {
        return Stream.concat(some.keySet().stream(), others.keySet().stream())
                .distinct()
                .sorted();
    }

    private static List<String> differences(Map<String, BigDecimal> booked, Map<String, BigDecimal> charged) {
        return places(booked, charged)
                .filter(place -> of(booked, place).compareTo(of(charged, place)) != 0)
                .map(place -> place + ": the ledger holds " + of(booked, place).toPlainString() + ", Kie charged "
                        + of(charged, place).toPlainString())
                .toList();
    }

    private static List<String> balances(Books books, Truth truth, List<Truth.TaskCharge> known) {
        var accounts = books.accounts().stream().collect(Collectors.toMap(Books.Account::name, Function.identity()));
        var taken = sums(truth.charges(), Truth.TaskCharge::account, Truth.TaskCharge::credits);
        var told = sums(known, Truth.TaskCharge::account, Truth.TaskCharge::knowable);
        var violations = new ArrayList<String>();
        new TreeMap<>(truth.balances()).forEach((name, atKie) -> {
            var account = accounts.get(name);
            var untold = of(taken, name).subtract(of(told, name));
            if (account == null) {
                violations.add("account " + name + ": its balance was never read");
            } else if (account.expected().compareTo(atKie.add(untold)) != 0) {
                violations.add("account " + name + ": the ledger expects "
                        + account.expected().toPlainString() + ", Kie has " + atKie.toPlainString() + " and took "
                        + untold.toPlainString() + " that it does not tell");
            } else if (account.read().compareTo(atKie) != 0) {
                violations.add("account " + name + ": Kie's balance was read as "
                        + account.read().toPlainString() + ", and is " + atKie.toPlainString());
            }
        });
        return violations;
    }

    private static String place(String model, String account) {
        return model + " of account " + account;
    }

    private static String task(String taskId, String account) {
        return "task " + taskId + " of account " + account;
    }

    private static BigDecimal of(Map<String, BigDecimal> sums, String place) {
        return sums.getOrDefault(place, BigDecimal.ZERO);
    }

    private static <T> Map<String, BigDecimal> sums(
            List<T> items, Function<T, String> place, Function<T, BigDecimal> credits) {
        return items.stream().collect(Collectors.toMap(place, credits, BigDecimal::add));
    }
}
