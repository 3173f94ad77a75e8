package dev.kiln.callback.signature;

/** How far a callback's signature can be trusted. */
public enum SignatureVerdict {
    /** It fits; or no key is configured, so that none is asked for. */
    ACCEPTED,
    MISSING,
    /** It fits no key, or its timestamp is none. */
    BAD,
    /** It fits, and its timestamp is outside the window. */
    STALE
}
