package dev.kiln.gateway.quotes;

import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Model;
import dev.kiln.gateway.accept.CheckedRequest;
import dev.kiln.gateway.accept.ReadRequest;
import dev.kiln.gateway.accept.Reading;
import java.time.Clock;
import java.time.Instant;

/** Says what a request would cost, by the rules by which it would be accepted; publishes nothing. */
public final class QuoteRequest {

    private final ReadRequest reader;
    private final Catalog catalog;
    private final Clock clock;

    public QuoteRequest(ReadRequest reader, Catalog catalog, Clock clock) {
        this.reader = reader;
        this.catalog = catalog;
        this.clock = clock;
    }

    public Quoting quote(byte[] body) {
        return switch (reader.read(body)) {
            case Reading.Unreadable unreadable -> new Quoting.Unreadable(unreadable.detail());
            case Reading.Unsafe unsafe -> new Quoting.Refused(unsafe.faults());
            case Reading.Faulty faulty -> new Quoting.Refused(faulty.faults());
            case Reading.Good good -> new Quoting.Quoted(quote(good.request()));
        };
    }

    /** Price and rule of the same instant. */
    private Quote quote(CheckedRequest request) {
        Instant now = clock.instant();
        Model model = catalog.find(request.model()).orElseThrow();
        return new Quote(model.id(), model.estimate(request.input(), now), model.price(now), catalog.revision());
    }
}
