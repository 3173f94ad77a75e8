package dev.kiln.dispatcher.intake.adapter;

import io.smallrye.reactive.messaging.ChannelRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The topics that the dispatcher consumes, as channels. */
@ApplicationScoped
public class IncomingChannels {

    /** All of them. */
    public static final List<String> NAMES =
            List.of("generation-requests", "task-completions", "tenants", "billing-budgets", "billing-charges");

    private final ChannelRegistry channels;

    IncomingChannels(ChannelRegistry channels) {
        this.channels = channels;
    }

    /** Asks for no more records; what was handed over already goes its way. */
    public void pause() {
        NAMES.forEach(name -> channels.getPausable(name).pause());
    }
}
