package redpacket.common.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final ConsumerRecord<String, String> RECORD =
            new ConsumerRecord<>("packet-events", 5, 77, "42", "no event");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void aLetterSaysWhyAndWhereItCameFrom() {
        var producer = new MockProducer<>(true, null, new StringSerializer(), new StringSerializer());
        try (DeadLetters letters = new DeadLetters("dead-letters", producer, meters)) {
            letters.setAside(RECORD, "it is no event");
        }
        ProducerRecord<String, String> letter = producer.history().getFirst();
        assertThat(letter.topic()).isEqualTo("dead-letters");
        assertThat(letter.key()).isEqualTo("42");
        assertThat(letter.value()).isEqualTo("no event");
        assertThat(header(letter, "reason")).isEqualTo("it is no event");
        assertThat(header(letter, "origin-topic")).isEqualTo("packet-events");
        assertThat(header(letter, "origin-partition")).isEqualTo("5");
        assertThat(header(letter, "origin-offset")).isEqualTo("77");
        assertThat(setAside()).isEqualTo(1);
    }

    @Test
    void aLetterThatKafkaDoesNotHoldIsNotSetAside() {
        var producer = new MockProducer<>(true, null, new StringSerializer(), new StringSerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<String, String> record) {
                return CompletableFuture.failedFuture(new TimeoutException("not acknowledged"));
            }
        };
        try (DeadLetters letters = new DeadLetters("dead-letters", producer, meters)) {
            assertThatThrownBy(() -> letters.setAside(RECORD, "it is no event")).hasMessageContaining("dead-letters");
        }
        assertThat(setAside()).isZero();
    }

    private double setAside() {
        return meters.counter("redpacket.dead.letters", "topic", "dead-letters").count();
    }

    private static String header(ProducerRecord<String, String> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
