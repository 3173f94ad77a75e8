package dev.kiln.dispatcher.kie;

/** Kie's word on what an account has left. */
public interface Balances {

    /** Blocks for a bounded time and tries once. */
    Balance balance(String account);
}
