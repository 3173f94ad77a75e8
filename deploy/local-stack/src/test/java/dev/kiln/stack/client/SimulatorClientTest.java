package dev.kiln.stack.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorClientTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "created|200|callback-lost|true",
                "refused|429|429|true",
                "refused|500|500-transient|false",
                "refused|408|408|false",
                "refused|531|531|false",
                "reset|500||false",
                "refused|429|429 500-transient|true",
                "refused|500|500-transient 429|false"
            })
    void anAnswerIsClearByTheCodeThatWasGiven(String answer, int code, String faults, boolean clear)
            throws JsonProcessingException {
        var named = faults == null ? "" : "\"" + faults.replace(" ", "\",\"") + "\"";
        var line = "{\"answer\":\"%s\",\"code\":%d,\"faults\":[%s]}".formatted(answer, code, named);

        assertThat(SimulatorClient.isClear(new ObjectMapper().readTree(line))).isEqualTo(clear);
    }
}
