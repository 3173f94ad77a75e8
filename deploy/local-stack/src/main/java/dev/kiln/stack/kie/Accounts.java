package dev.kiln.stack.kie;

import dev.kiln.contract.Credits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The balances of all accounts at one moment, in the order in which they were configured. */
public record Accounts(Map<String, Balance> balances) {
    public static Accounts read(KieServer kie) {
        var reads = new ReadBalance(kie.baseUrl());
        var balances = new LinkedHashMap<String, Balance>();
        kie.keys().byAccount().forEach((account, key) -> balances.put(account, reads.of(key)));
        return new Accounts(balances);
    }

    /** What is wrong with which account; empty where all balances are known. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        balances.forEach((account, balance) -> {
            switch (balance) {
                case Balance.Known known -> {}
                case Balance.Refused refused -> problems.add("account " + account + ": " + refused.why());
                case Balance.Unknown unknown -> problems.add("account " + account + ": " + unknown.why());
            }
        });
        return problems;
    }

    /** A line an account. */
    public List<String> lines() {
        return balances.entrySet().stream()
                .map(entry -> String.format("  %-16s %s", entry.getKey(), text(entry.getValue())))
                .toList();
    }

    /** A line an account, with what is gone since; other users of an account spend from it too. */
    public List<String> linesSince(Accounts earlier) {
        return balances.entrySet().stream()
                .map(entry -> String.format("  %-16s %s", entry.getKey(), text(entry.getValue()))
                        + change(earlier.balances.get(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static String text(Balance balance) {
        return switch (balance) {
            case Balance.Known known -> known.credits() + " credits, US$ " + dollars(known.credits());
            case Balance.Refused refused -> refused.why();
            case Balance.Unknown unknown -> unknown.why();
        };
    }

    private static String change(Balance before, Balance now) {
        if (before instanceof Balance.Known opening && now instanceof Balance.Known closing) {
            var gone = opening.credits().minus(closing.credits());
            return gone.isNegative()
                    ? " (" + gone.negated() + " more than at the start)"
                    : " (" + gone + " less than at the start)";
        }
        return "";
    }

    private static String dollars(Credits credits) {
        var dollars = credits.inUsDollars().stripTrailingZeros();
        return dollars.scale() < 2 ? dollars.setScale(2).toPlainString() : dollars.toPlainString();
    }
}
