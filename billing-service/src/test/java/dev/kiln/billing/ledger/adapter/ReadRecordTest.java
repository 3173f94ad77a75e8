package dev.kiln.billing.ledger.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.CloudEventsCodec;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ReadRecordTest {

    private final CloudEventsCodec codec = new CloudEventsCodec("test.");

    @Test
    void datesAnEventThatNamesNoTimeByItsRecord() {
        Instant recorded = Instant.parse("2026-11-22T08:15:30Z");
        ProducerRecord<String, byte[]> said =
                codec.write(Steps.of("studio", "kling/v2-1-pro").submitted(2, "10"));
        said.headers().remove("ce_time");

        ReadRecord read = ReadRecord.of(at(recorded, said), codec);

        assertThat(read)
                .isInstanceOfSatisfying(
                        ReadRecord.Readable.class,
                        event -> assertThat(event.input().occurredAt()).isEqualTo(recorded));
    }

    private static ConsumerRecord<String, byte[]> at(Instant recorded, ProducerRecord<String, byte[]> said) {
        return new ConsumerRecord<>(
                said.topic(),
                0,
                0,
                recorded.toEpochMilli(),
                TimestampType.CREATE_TIME,
                said.key().length(),
                said.value().length,
                said.key(),
                said.value(),
                said.headers(),
                Optional.empty());
    }
}
