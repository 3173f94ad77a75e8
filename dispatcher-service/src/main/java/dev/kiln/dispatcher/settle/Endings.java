package dev.kiln.dispatcher.settle;

import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Model;
import dev.kiln.contract.Asset;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.TaskResult;
import dev.kiln.dispatcher.task.Ending;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.kiewire.ReportedCredits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Judges what Kie said of a task: files or not, and what is charged by whose word. */
public final class Endings {

    /** Kie's documents say 24 hours here and 14 days there; the shorter is planned for. */
    private static final Duration LINKS_LIVE = Duration.ofHours(24);

    private final Catalog catalog;

    public Endings(Catalog catalog) {
        this.catalog = catalog;
    }

    public Ending of(Generation generation, TaskResult result, Instant now) {
        return switch (result) {
            case TaskResult.Succeeded succeeded -> success(generation, succeeded, now);
            case TaskResult.Failed failed ->
                new Ending.Miss(
                        failed.failure(),
                        charge(failed.credits(), () -> new Charge(Credits.ZERO, ChargeBasis.ASSUMED)));
        };
    }

    private Ending success(Generation generation, TaskResult.Succeeded result, Instant now) {
        Charge charge = charge(
                result.credits(), () -> computed(generation, result.urls().size()));
        if (result.urls().isEmpty()) {
            boolean billed = result.credits().mayBeBilled() || !charge.credits().isZero();
            return new Ending.Miss(
                    new Failure(Reason.NO_RESULT, "Kie reported success without any file", true, billed), charge);
        }
        return new Ending.Success(assets(generation, result.urls(), now), charge);
    }

    private List<Asset> assets(Generation generation, List<String> urls, Instant now) {
        String kind = model(generation).map(model -> model.kind().wireName()).orElse("file");
        return urls.stream()
                .map(url -> new Asset(url, kind, now.plus(LINKS_LIVE)))
                .toList();
    }

    /** @param silent where Kie named no charge; for what it named and cannot be read there is no rule */
    private static Charge charge(ReportedCredits said, Supplier<Charge> silent) {
        if (said.unreadable()) {
            return new Charge(Credits.ZERO, ChargeBasis.UNREADABLE);
        }
        return said.credits() == null ? silent.get() : new Charge(said.credits(), ChargeBasis.REPORTED);
    }

    /** By the price rule on what came back; where that needs an input that has changed or is kept no longer, by the quote. */
    private Charge computed(Generation generation, int assets) {
        Credits credits = model(generation)
                .flatMap(model -> byRule(model, generation, assets))
                .orElse(generation.estimate().quote());
        return new Charge(credits, ChargeBasis.COMPUTED);
    }

    private static Optional<Credits> byRule(Model model, Generation generation, int assets) {
        try {
            return Optional.of(model.computed(generation.input(), assets, generation.acceptedAt()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Model> model(Generation generation) {
        return catalog.find(generation.request().model());
    }
}
