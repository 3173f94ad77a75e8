package dev.kiln.gateway.accept.adapter;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that all large bodies hold together while they arrive. */
final class SharedBytes {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    SharedBytes(long most) {
        this.most = most;
    }

    /** Takes all of it or nothing; who needs nothing always gets it, however much others hold. */
    boolean take(long bytes) {
        if (bytes == 0) {
            return true;
        }
        if (held.addAndGet(bytes) <= most) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
