package dev.kiln.stack.kie;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Kie's API keys by account, never printed. */
public record KieKeys(Map<String, String> byAccount) {
    private static final String ONE = "KIE_API_KEY";
    private static final String SEVERAL = "KIE_API_KEYS";
    private static final String MAIN = "main";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,31}");

    public KieKeys {
        byAccount = Collections.unmodifiableMap(new LinkedHashMap<>(byAccount));
    }

    /**
     * {@code KIE_API_KEY} is the account {@code main}; {@code KIE_API_KEYS} names accounts: {@code second=key,third=key}.
     * Throws {@link KieProblem} where there is none, or one cannot be.
     */
    public static KieKeys of(Map<String, String> environment) {
        var keys = new LinkedHashMap<String, String>();
        var one = environment.getOrDefault(ONE, "").strip();
        if (!one.isEmpty()) {
            put(keys, MAIN, one, ONE);
        }
        var several = environment.getOrDefault(SEVERAL, "").strip();
        if (!several.isEmpty()) {
            for (var entry : several.split(",", -1)) {
                add(keys, entry);
            }
        }
        if (keys.isEmpty()) {
            throw new KieProblem("No key of Kie's: set " + ONE + ", or " + SEVERAL + "=\"main=…,second=…\" for several"
                    + " accounts, in the environment");
        }
        if (new HashSet<>(keys.values()).size() < keys.size()) {
            throw new KieProblem("Two accounts have the same key; Kie would count their requests together");
        }
        return new KieKeys(keys);
    }

    private static void add(Map<String, String> keys, String entry) {
        var name = entry.substring(0, Math.max(entry.indexOf('='), 0)).strip();
        if (!NAME.matcher(name).matches()) {
            throw new KieProblem(
                    SEVERAL + " must be account=key, with commas between them; an account's name is 1 to 32"
                            + " of a-z and 0-9 and begins with a letter");
        }
        put(keys, name, entry.substring(entry.indexOf('=') + 1).strip(), SEVERAL);
    }

    private static void put(Map<String, String> keys, String account, String key, String variable) {
        if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new KieProblem(
                    variable + ": the key of account " + account + " is empty or holds a character that no key has");
        }
        if (keys.putIfAbsent(account, key) != null) {
            throw new KieProblem("Account " + account + " has two keys in " + ONE + " and " + SEVERAL);
        }
    }

    @Override
    public String toString() {
        return "KieKeys" + byAccount.keySet();
    }
}
