package redpacket.common.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Acknowledges what it is sent, but for what a test has it refuse. */
final class FakeKafka extends MockProducer<String, String> {
    private final Set<String> refused = new HashSet<>();
    private final List<Long> refusedNanos = new ArrayList<>();
    private boolean away;

    FakeKafka() {
        super(true, null, new StringSerializer(), new StringSerializer());
    }

    synchronized void setAway(boolean value) {
        away = value;
    }

    synchronized void refuse(String payload) {
        refused.add(payload);
    }

    synchronized void accept(String payload) {
        refused.remove(payload);
    }

    /** When it refused something. */
    synchronized List<Long> refusedNanos() {
        return List.copyOf(refusedNanos);
    }

    List<String> payloads() {
        return history().stream().map(ProducerRecord::value).toList();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, String> record, Callback callback) {
        if (away || refused.contains(record.value())) {
            refusedNanos.add(System.nanoTime());
            return CompletableFuture.failedFuture(new TimeoutException("not acknowledged"));
        }
        return super.send(record, callback);
    }
}
