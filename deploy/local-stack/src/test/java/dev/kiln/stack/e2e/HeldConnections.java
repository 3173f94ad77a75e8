package dev.kiln.stack.e2e;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Connections that are opened and held, with a request that never comes whole. */
final class HeldConnections implements AutoCloseable {
    private final List<RawRequest> held = new ArrayList<>();

    /** So many, or as many as the system lets this process open. */
    static int possible(int most) {
        return (int) Math.min(most, freeFiles(most));
    }

    /** What is left below the limit for this process and each service, which opens some hundred by itself. */
    private static long freeFiles(int most) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - 500
                : most;
    }

    void open(int count, Place place) {
        for (var i = 0; i < count; i++) {
            held.add(hold(place, i));
        }
    }

    /** Silent, within the head, or within the body. */
    private static RawRequest hold(Place place, int number) {
        var request = RawRequest.to(place.base());
        return switch (number % 3) {
            case 0 -> request;
            case 1 -> request.write(place.start());
            default -> request.write(place.start() + "Content-Length: 1000\r\n\r\n{");
        };
    }

    @Override
    public void close() {
        held.forEach(RawRequest::close);
    }
}
