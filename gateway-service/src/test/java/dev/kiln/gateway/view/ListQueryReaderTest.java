package dev.kiln.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.GenerationIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListQueryReaderTest {

    private static final String FROM = "2026-11-23T12:00:00Z";
    private static final String TO = "2026-11-24T12:00:00Z";

    @Test
    void wantsAllAndFiftyUnlessToldOtherwise() {
        assertThat(ListQueryReader.read(Map.of())).isEqualTo(new ListQuery(null, null, null, null, null, null, 50));
    }

    @Test
    void readsEveryParameter() {
        Place place = new Place(Instant.parse(FROM), GenerationIds.ofRequest("acme", "/test", "1"));

        ListQuery query = ListQueryReader.read(Map.of(
                "status", List.of("parked"),
                "model", List.of("google/nano-banana-edit"),
                "reference", List.of("order-1"),
                "acceptedFrom", List.of(FROM),
                "acceptedTo", List.of(TO),
                "limit", List.of("200"),
                "cursor", List.of(place.cursor())));

        assertThat(query)
                .isEqualTo(new ListQuery(
                        Status.PARKED,
                        "google/nano-banana-edit",
                        "order-1",
                        Instant.parse(FROM),
                        Instant.parse(TO),
                        place,
                        200));
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "status,done",
                "status,PARKED",
                "status,''",
                "model,''",
                "model,a b",
                "model,\u0000",
                "reference,a b",
                "reference,''",
                "acceptedFrom,yesterday",
                "acceptedFrom,2026-11-23",
                "acceptedTo,+999999999-01-01T00:00:00Z",
                "acceptedTo,-0001-01-01T00:00:00Z",
                "limit,0",
                "limit,201",
                "limit,-1",
                "limit,ten",
                "limit,9999999999",
                "limit,١",
                "cursor,x",
                "cursor,''",
                "state,parked",
                "accepted_from,2026-11-23T12:00:00Z"
            })
    void namesTheParameterThatIsWrong(String name, String value) {
        assertThatThrownBy(() -> ListQueryReader.read(Map.of(name, List.of(value))))
                .isInstanceOf(BadParameter.class)
                .hasMessageStartingWith(name + " ");
    }

    @Test
    void takesEachParameterOnce() {
        assertThatThrownBy(() -> ListQueryReader.read(Map.of("status", List.of("parked", "failed"))))
                .hasMessage("status must be there once.");
    }

    @Test
    void takesNoTimeThatEndsBeforeItBegins() {
        assertThatThrownBy(() -> ListQueryReader.read(Map.of("acceptedFrom", List.of(TO), "acceptedTo", List.of(FROM))))
                .hasMessageStartingWith("acceptedTo ");
    }

    @Test
    void repeatsNoStrangeNames() {
        assertThatThrownBy(() -> ListQueryReader.read(Map.of("<b>\n" + "x".repeat(99), List.of(""))))
                .hasMessageStartingWith("?b??xxx")
                .message()
                .hasSizeLessThan(200);
    }
}
