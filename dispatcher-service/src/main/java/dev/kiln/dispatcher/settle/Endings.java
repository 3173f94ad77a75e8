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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
                        reported(failed.credits()).orElse(new Charge(Credits.ZERO, ChargeBasis.ASSUMED)));
        };
    }

    private Ending success(Generation generation, TaskResult.Succeeded result, Instant now) {
        Charge charge = reported(result.credits())
                .orElseGet(() -> computed(generation, result.urls().size()));
        if (result.urls().isEmpty()) {
            boolean billed = !charge.credits().isZero();
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

    private static Optional<Charge> reported(Credits credits) {
        return Optional.ofNullable(credits).map(known -> new Charge(known, ChargeBasis.REPORTED));
    }

    /** By the price rule on what came back; where catalog or input have changed since, the quote has to do. */
    private Charge computed(Generation generation, int assets) {
        Credits credits = model(generation)
                .filter(model -> generation.input() != null)
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
