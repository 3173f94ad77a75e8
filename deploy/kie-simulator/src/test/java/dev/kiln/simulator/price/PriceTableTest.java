package dev.kiln.simulator.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.model.Inputs;
import dev.kiln.simulator.model.Model;
import dev.kiln.simulator.model.Models;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTableTest {

    private final PriceTable prices = PriceTable.packed();

    @ParameterizedTest
    @CsvSource({
        "kling/v2-5-turbo-image-to-video-pro, '', 42",
        "kling/v2-5-turbo-image-to-video-pro, duration=10, 84",
        "hailuo/2-3-image-to-video-pro, '', 45",
        "hailuo/2-3-image-to-video-pro, duration=10, 90",
        "hailuo/2-3-image-to-video-pro, resolution=1080P, 80",
        "wan/2-5-image-to-video, resolution=720p, 60",
        "wan/2-5-image-to-video, resolution=720p duration=10, 120",
        "wan/2-5-image-to-video, resolution=1080p, 100",
        "wan/2-5-image-to-video, resolution=1080p duration=10, 200",
        "kling/v2-1-pro, '', 50",
        "kling/v2-1-pro, duration=10, 100",
        "wan/2-2-a14b-image-to-video-turbo, '', 80",
        "wan/2-2-a14b-image-to-video-turbo, resolution=580p, 60",
        "wan/2-2-a14b-image-to-video-turbo, resolution=480p, 40",
        "bytedance/v1-pro-image-to-video, resolution=480p, 14",
        "bytedance/v1-pro-image-to-video, resolution=480p duration=10, 28",
        "bytedance/v1-pro-image-to-video, '', 30",
        "bytedance/v1-pro-image-to-video, resolution=1080p duration=10, 140",
        "veo3_fast, '', 60",
        "veo3_fast, resolution=1080p, 65",
        "veo3_fast, resolution=4k, 180",
        "google/nano-banana-edit, '', 4",
        "bytedance/seedream-v4-edit, '', 3.5",
        "bytedance/seedream-v4-edit, max_images=3, 10.5",
        "flux-kontext-pro, '', 5",
        "flux-kontext-max, '', 10"
    })
    void holdsThePriceOfTheInput(String model, String pairs, BigDecimal credits) {
        assertThat(prices.hold(Inputs.model(model), input(model, pairs))).isEqualByComparingTo(credits);
    }

    @Test
    void chargesOnlyTheImagesThatCameBack() {
        ObjectNode input = input("bytedance/seedream-v4-edit", "max_images=6");

        assertThat(prices.charge(Inputs.model("bytedance/seedream-v4-edit"), input, 5))
                .isEqualTo(new BigDecimal("17.5"));
    }

    @Test
    void hasAPriceForEveryModel() {
        assertThat(new Models().all())
                .allSatisfy(model ->
                        assertThat(prices.hold(model, Inputs.least(model, "x"))).isPositive());
    }

    @Test
    void refusesATableThatDoesNotRead() {
        assertThatThrownBy(() -> PriceTable.parse("m, , -1, task")).hasMessageContaining("negative");
        assertThatThrownBy(() -> PriceTable.parse("m, 1, task")).hasMessageContaining("four cells");
    }

    private static ObjectNode input(String id, String pairs) {
        Model model = Inputs.model(id);
        ObjectNode input = Inputs.least(model, "x");
        return pairs.isEmpty() ? input : Inputs.with(input, pairs.split(" "));
    }
}
