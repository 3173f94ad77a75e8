package dev.kiln.stack;

import dev.kiln.stack.client.BillingClient;
import dev.kiln.stack.client.EventLog;
import dev.kiln.stack.client.GatewayClient;
import dev.kiln.stack.client.SimulatorClient;

/** The whole of Kiln, running somewhere on this machine; the same tests and guarantees hold for each way to run it. */
public interface KilnStack extends AutoCloseable {
    StackPorts ports();

    /** As the tenant {@code local}. */
    GatewayClient gateway();

    /** As the tenant {@code local}. */
    BillingClient billing();

    SimulatorClient simulator();

    /** Kiln's topics, read from their beginning. */
    EventLog events();

    /** As {@code kill -9} of one replica of a service, or of the simulator, by its module's name. */
    void kill(String title);

    /** Starts what was killed again on the same ports and data; returns when it is ready. */
    void restart(String title);

    /** As {@code kill -9} of the broker. */
    void stopKafka();

    /** Starts the broker again on its records; returns when it accepts connections. */
    void startKafka();

    @Override
    void close();
}
