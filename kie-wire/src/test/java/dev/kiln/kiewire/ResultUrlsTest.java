package dev.kiln.kiewire;

import static dev.kiln.kiewire.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the samples of {@code resultJson}, A and B stand for links. */
class ResultUrlsTest {

    private static final String A = "https://r.example.com/1.png";
    private static final String B = "https://r.example.com/b,2.png";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'A'",
                "['A']",
                "['A','A']",
                "{'resultUrls':['A']}",
                "{'resultUrls':[],'urls':['A']}",
                "{'resultUrl':'A'}",
                "{'resultImageUrl':'A','originImageUrl':'B'}",
                "{'url':'A'}",
                "{'urls':'A'}",
                "{'video_url':'A'}",
                "{'outputs':[{'url':'A'}]}",
                "{'output':'done','url':'A'}",
                "{'resultUrls':['A'],'resultWaterMarkUrls':['B']}",
                "{'resultWaterMarkUrls':['A']}",
                "{'resultUrls':['  A ', '', null]}"
            })
    void findsALinkHoweverItIsWrapped(String resultJson) {
        assertThat(resultJson(resultJson)).contains(List.of(A));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'output':'A'}", "{'output':{'videoUrl':'A'}}", "{'videoUrl':'A'}", "{'result_urls':['A']}"})
    void takesOutputAndVideoUrlForNamesOfResultsToo(String resultJson) {
        assertThat(resultJson(resultJson)).contains(List.of(A));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['A','B']",
                "'{\\\"resultUrls\\\":[\\\"A\\\",\\\"B\\\"]}'",
                "'[\\\"A\\\",\\\"B\\\"]'",
                "{'resultUrls':['[\\\"A\\\",\\\"B\\\"]']}",
                "'{\\\"resultUrls\\\":[\\\"[\\\\\\\"A\\\\\\\",\\\\\\\"B\\\\\\\"]\\\"]}'",
                "{'resultUrls':'[A, B]'}",
                "{'resultUrls':'[A,B]'}",
                "{'urls':['A','B','A']}",
                "{'outputs':[{'url':'A'},{'url':'B'}]}"
            })
    void findsAllLinksInKiesOrderEachOnce(String resultJson) {
        assertThat(resultJson(resultJson)).contains(List.of(A, B));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'A, B'", "'A,B'", "['A,B']"})
    void takesLinksWithACommaBetweenThemForTwoAndNotForOne(String resultJson) {
        assertThat(resultJson(resultJson)).contains(List.of(A, B));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "''", "[]", "{}", "'{}'", "'[]'", "'[ ]'", "{'resultObject':{'text':'a poem'}}", "5"})
    void findsNone(String resultJson) {
        assertThat(resultJson(resultJson)).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'{broken'",
                "'soon'",
                "'null'",
                "['[broken']",
                "'ftp://r.example.com/1.png'",
                "'A is ready'",
                "'<A>'",
                "{'resultUrls':'soon'}",
                "{'output':'done'}",
                "'{\\\"resultUrls\\\":[\\\"https'"
            })
    void aTextThatIsNoLinkIsUnreadableAndNotNone(String resultJson) {
        assertThat(resultJson(resultJson)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"['A','soon']", "'[A, soon]'", "'A, soon'", "'[A, B'", "'[A, <B>]'", "[['A'],['[broken']]"})
    void aGarbledLinkBesideAGoodOneMakesTheListUnreadable(String resultJson) {
        assertThat(resultJson(resultJson)).isEmpty();
    }

    @Test
    void readsAStringThatHoldsJsonThatHoldsAString() {
        assertThat(resultJson(new TextNode("\"{\\\"resultUrls\\\":[\\\"" + A + "\\\"]}\"")))
                .contains(List.of(A));
    }

    @Test
    void keepsCommasThatBelongToALink() {
        assertThat(resultJson(new TextNode("[https://r.example.com/a,b.png,https://r.example.com/c.png]")))
                .contains(List.of("https://r.example.com/a,b.png", "https://r.example.com/c.png"));
    }

    @Test
    void isBoundedInDepth() {
        assertThat(resultJson("[".repeat(20) + "'A'" + "]".repeat(20))).isEmpty();
        assertThat(resultJson(new TextNode("[".repeat(20) + A + "]".repeat(20))))
                .isEmpty();
    }

    @Test
    void moreThan64LinksAreUnreadable() {
        assertThat(resultJson(links(64)))
                .hasValueSatisfying(urls -> assertThat(urls).hasSize(64));
        assertThat(resultJson(links(65))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'resultJson':'','response':{'resultUrls':['A']}}",
                "{'resultJson':'{\\\"resu','response':{'resultUrls':['A']}}",
                "{'resultJson':'A','response':{'resultUrls':['B']}}",
                "{'info':{'resultImageUrl':'A','originImageUrl':'B'}}",
                "{'response':null,'resultUrls':'[\\\"A\\\"]'}",
                "{'response':{},'result_urls':['A']}"
            })
    void theFirstPlaceOfATasksDataThatHoldsALinkCounts(String data) {
        assertThat(ResultUrls.in(json(linked(data)))).contains(List.of(A));
    }

    @Test
    void noPlaceWithALinkAndOneThatCannotBeReadIsUnreadable() {
        assertThat(ResultUrls.in(json("{'resultJson':'soon','response':{'resultUrls':[]}}")))
                .isEmpty();
        assertThat(ResultUrls.in(json("{'resultJson':null,'resultUrls':['soon']}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "'text'", "{'resultJson':'','response':null,'info':{'resultImageUrl':''}}"})
    void dataWithoutAnyPlaceHoldsNone(String data) {
        assertThat(ResultUrls.in(json(data))).contains(List.of());
    }

    private static String links(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> "'https://r.example.com/" + index + "'")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String linked(String text) {
        return text.replace("A", A).replace("B", B);
    }

    private static Optional<List<String>> resultJson(String value) {
        return resultJson(json(linked(value)));
    }

    private static Optional<List<String>> resultJson(JsonNode value) {
        return ResultUrls.in(JsonNodeFactory.instance.objectNode().set("resultJson", value));
    }
}
