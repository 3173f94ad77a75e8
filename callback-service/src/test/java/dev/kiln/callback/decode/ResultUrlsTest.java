package dev.kiln.callback.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultUrlsTest {

    private static final String URL = "https://r.example.com/1.png";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'https://r.example.com/1.png'",
                "['https://r.example.com/1.png']",
                "['https://r.example.com/1.png','https://r.example.com/1.png']",
                "{'resultUrls':['https://r.example.com/1.png']}",
                "{'resultUrls':[],'urls':['https://r.example.com/1.png']}",
                "{'url':'https://r.example.com/1.png'}",
                "{'video_url':'https://r.example.com/1.png'}",
                "{'outputs':[{'url':'https://r.example.com/1.png'}]}",
                "{'output':'done','url':'https://r.example.com/1.png'}",
                "{'resultUrls':['https://r.example.com/1.png'],'resultWaterMarkUrls':['https://r.example.com/w.png']}",
                "{'resultWaterMarkUrls':['https://r.example.com/1.png']}",
                "{'resultUrls':['  https://r.example.com/1.png ', '', null]}"
            })
    void findsALinkHoweverItIsWrapped(String node) {
        assertThat(in(node)).contains(List.of(URL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "[]", "{}", "'{}'", "'[]'", "{'resultObject':{'text':'a poem'}}", "5"})
    void findsNone(String node) {
        assertThat(in(node)).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'{broken'", "'soon'", "['[broken']", "'ftp://r.example.com/1.png'"})
    void doesNotTakeWhatItCannotReadForNone(String node) {
        assertThat(in(node)).isEmpty();
    }

    @Test
    void readsAStringThatHoldsJsonThatHoldsAString() {
        assertThat(ResultUrls.in(new TextNode("\"{\\\"resultUrls\\\":[\\\"" + URL + "\\\"]}\"")))
                .contains(List.of(URL));
    }

    @Test
    void keepsCommasThatBelongToALink() {
        assertThat(ResultUrls.in(new TextNode("[https://r.example.com/a,b.png,https://r.example.com/c.png]")))
                .contains(List.of("https://r.example.com/a,b.png", "https://r.example.com/c.png"));
    }

    @Test
    void isBoundedInDepthAndNumber() {
        String deep = "[".repeat(20) + "'" + URL + "'" + "]".repeat(20);
        String many = IntStream.range(0, 65)
                .mapToObj(index -> "'https://r.example.com/" + index + "'")
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(in(deep)).isEmpty();
        assertThat(in(many)).isEmpty();
    }

    private static Optional<List<String>> in(String node) {
        JsonNode read = CallbackJson.value(node.replace('\'', '"')).orElseThrow();
        return ResultUrls.in(read);
    }
}
