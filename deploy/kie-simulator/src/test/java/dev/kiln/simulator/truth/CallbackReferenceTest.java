package dev.kiln.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallbackReferenceTest {

    @Test
    void keepsTheGenerationAndTheAttemptButNotTheToken() {
        CallbackReference reference = CallbackReference.of("https://kiln.example.com/v1/kie/jobs/gen_abc.2.s3cr3t?x=1");

        assertThat(reference.reference()).isEqualTo("gen_abc.2");
        assertThat(reference.sha256()).matches("[0-9a-f]{64}");
        assertThat(reference.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void keepsNothingOfAPathOfAnotherShape() {
        assertThat(CallbackReference.of("https://example.com/hook").reference()).isNull();
        assertThat(CallbackReference.of("https://example.com/s3cr3t.x").reference())
                .isNull();
        assertThat(CallbackReference.of(null)).isNull();
    }
}
