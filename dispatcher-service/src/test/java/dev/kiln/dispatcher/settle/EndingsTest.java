package dev.kiln.dispatcher.settle;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Family;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.RequestSummary;
import dev.kiln.dispatcher.kie.TaskResult;
import dev.kiln.dispatcher.task.Ending;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.TaskRoute;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndingsTest {

    /** A correction comes after the end, when the input is kept no longer. */
    @Test
    void whatKieDoesNotPriceCostsWhatCameBackAlsoOnceTheInputIsGone() {
        assertThat(charge(ended("bytedance/seedream-v4-edit", "14"), 1)).isEqualTo(computed("3.5"));
        assertThat(charge(ended("google/nano-banana-edit", "4"), 1)).isEqualTo(computed("4"));
    }

    @Test
    void whereThePriceNeedsTheInputTheQuoteHasToDo() {
        assertThat(charge(ended("kling/v2-1-pro", "100"), 1)).isEqualTo(computed("100"));
    }

    private static Charge charge(Generation generation, int files) {
        List<String> urls = IntStream.range(0, files)
                .mapToObj(number -> "https://files.example.com/" + number)
                .toList();
        Ending ending =
                new Endings(Catalog.bundled()).of(generation, new TaskResult.Succeeded(urls, (Credits) null), NOW);
        return ((Ending.Success) ending).charge();
    }

    private static Charge computed(String credits) {
        return new Charge(Credits.of(credits), ChargeBasis.COMPUTED);
    }

    private static Generation ended(String model, String quote) {
        return new Generation(
                Samples.ID,
                "studio",
                new RequestSummary(model, null, Map.of(), "c0ffee"),
                new TaskRoute(Family.JOBS, model),
                null,
                new Estimate(Credits.of(quote), Credits.of(quote)),
                Samples.generation().lane(),
                NOW,
                NOW.plusSeconds(86400),
                "f1",
                null);
    }
}
