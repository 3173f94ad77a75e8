package dev.kiln.simulator.callback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {

    @ParameterizedTest
    @CsvSource({
        "e989621f54392584b05867f87b160672, 1755599644, rP+IFM4RaPjjtSXdHv8cXEKYfN7X+ilhmYku66wafhY=",
        "bd3a37c523149e4adf45a3ddb5faf1a8, 1755597097, boqr+k1MBIta+rGb8vGiCubKwl/mOMmRLdvf6Cyzl6g=",
        "veo_task_abcdef123456, 1760000000, f/sJNGdQgkTXTiZx41BUANW2BCoYGqPxPHNQsycOf4w="
    })
    void signsTaskIdAndTimestampAsOpensslDoes(String taskId, long timestamp, String signature) {
        assertThat(Signature.of("kie-test-hmac-key-0001", taskId, timestamp)).isEqualTo(signature);
    }
}
