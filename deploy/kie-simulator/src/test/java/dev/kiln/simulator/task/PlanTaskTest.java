package dev.kiln.simulator.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.fault.Fault;
import dev.kiln.simulator.fault.TaskFailure;
import dev.kiln.simulator.model.Inputs;
import dev.kiln.simulator.model.Model;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTaskTest {

    private static final String SEEDREAM = "bytedance/seedream-v4-edit";

    private final PlanTask plan = new PlanTask(Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

    @ParameterizedTest
    @CsvSource({
        "images-1, 4, 1",
        "images-3, 4, 3",
        "images-4, 4, 4",
        "images-5, 4, 4",
        "images-6, 6, 6",
        "images-100, 6, 6",
        "images-2, 1, 1"
    })
    void givesAsManyImagesAsTheWordSaysButNoMoreThanMaxImages(String word, int maxImages, int given) {
        assertThat(ending(List.of(), SEEDREAM, "x [[sim:" + word + "]]", "max_images=" + maxImages))
                .isEqualTo(new Ending.Success(given));
    }

    @Test
    void takesTheNumberFromTheSettingWhereThePromptSaysNothingElse() {
        List<Fault> always = List.of(Fault.named("images-2"));

        assertThat(ending(always, SEEDREAM, "x", "max_images=4")).isEqualTo(new Ending.Success(2));
        assertThat(ending(always, SEEDREAM, "x [[sim:images-4]]", "max_images=4"))
                .isEqualTo(new Ending.Success(4));
        assertThat(ending(always, SEEDREAM, "x [[sim:fewer-images]]", "max_images=4"))
                .isEqualTo(new Ending.Success(3));
        assertThat(ending(always, SEEDREAM, "x [[sim:stuck]]", "max_images=4")).isEqualTo(new Ending.Never());
        assertThat(ending(always, SEEDREAM, "x [[sim:fail]]", "max_images=4"))
                .isEqualTo(new Ending.Failure(TaskFailure.INTERNAL));
    }

    @Test
    void givesOneResultOfAModelThatHasNoNumberOfImages() {
        assertThat(ending(List.of(), "veo3_fast", "x [[sim:images-3]]")).isEqualTo(new Ending.Success(1));
    }

    private Ending ending(List<Fault> always, String modelId, String prompt, String... pairs) {
        Model model = Inputs.model(modelId);
        ObjectNode input = Inputs.with(Inputs.least(model, prompt), pairs);
        return plan.plan(
                        new TaskOrder(null, model, input, null, "http://sim"),
                        new ChooseFaults(1, always).forCreate(modelId, prompt))
                .ending();
    }
}
