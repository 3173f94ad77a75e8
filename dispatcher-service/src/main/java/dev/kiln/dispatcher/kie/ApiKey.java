package dev.kiln.dispatcher.kie;

/** The secret of one account; never printed. */
public record ApiKey(String value) {

    public ApiKey {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("an account's API key is missing");
        }
        if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("an account's API key holds a character that no key has");
        }
    }

    @Override
    public String toString() {
        return "ApiKey[secret]";
    }
}
