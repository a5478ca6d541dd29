package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Kafka may be away, deliver twice, out of order, and from the start: no balance changes (I5). */
class ReplayIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int USERS = 40;
    private static final String TOPIC = "packet-events";
    /** The consumer group of notify-service. */
    private static final String PEOPLE = "notify-events";

    private final RunningStack stack = RunningStack.shared();
    private final Play play = new Play(stack.api());

    @Test
    void everyRecordAgainAndShuffledAndOffsetsBackAtTheStartChangeNothing() throws Exception {
        long sender = RunningStack.users(USERS + 1);
        play.topUp(sender, 100_000);
        openSome(sender, "replay");
        new Invariants(stack).drained();
        await().atMost(SOON).untilAsserted(() -> assertThat(lag(PEOPLE)).isZero());
        List<Long> before = balances(sender);
        List<Integer> inboxes = inboxes(sender);
        long seed = System.nanoTime();
        System.out.println("seed " + seed);

        List<ConsumerRecord<String, String>> records = readAll();
        assertThat(records.size()).isGreaterThan(USERS);
        Collections.shuffle(records, new Random(seed));
        publish(records);
        restartFromTheBeginning("account", "account");
        restartFromTheBeginning("notify", PEOPLE);
        for (String group : List.of("account", PEOPLE)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(lag(group)).isZero());
        }
        assertThat(balances(sender)).isEqualTo(before);
        assertThat(inboxes(sender)).isEqualTo(inboxes);
        assertThat(entriesOf(sender, USERS)).isEqualTo(USERS);
        new Invariants(stack).hold();
    }

    @Test
    void opensAreAnsweredWhileKafkaIsAwayAndPaidWhenItIsBack() throws Exception {
        long sender = RunningStack.users(USERS + 1);
        play.topUp(sender, 100_000);
        stack.kill("kafka");
        // Kafka starts after the last answer, so no open has waited for it.
        openSome(sender, "without-kafka");
        stack.start("kafka");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(entriesOf(sender, USERS)).isEqualTo(USERS));
        new Invariants(stack).hold();
    }

    @Test
    void aRecordThatCannotBeAppliedIsSetAsideAndHoldsUpNobody() throws Exception {
        long sender = RunningStack.users(USERS + 1);
        play.topUp(sender, 100_000);
        String nonsense = "{\"type\":\"PACKET_OPENED\",\"packetId\":\"nobody made this " + sender + "\"}";
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            for (var partition : producer.partitionsFor(TOPIC)) {
                producer.send(new ProducerRecord<>(TOPIC, partition.partition(), "1", nonsense))
                        .get();
            }
        }
        openSome(sender, "beside-poison");
        new Invariants(stack).hold();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stack.api()
                                .ops("GET", "/ops/v1/dead-letters", null)
                                .json()
                                .toString())
                        .contains("nobody made this " + sender)
                        .contains("\"reason\"")
                        .contains("\"offset\""));
        // Nothing was mended: sent again, they are set aside again, and are harmless.
        assertThat(stack.api().ops("POST", "/ops/v1/dead-letters/resend", null).number("resent"))
                .isPositive();
        new Invariants(stack).hold();
    }

    /** Every user opens one share. */
    private void openSome(long sender, String key) {
        String packet = play.send(
                sender,
                "{\"kind\":\"LUCKY\",\"totalFen\":40000,\"count\":" + USERS + ",\"audience\":{\"kind\":\"LINK\"}}",
                key);
        Play.atOnce(USERS, i -> {
            assertThat(play.open(sender + 1 + i, packet, "{}").text("outcome")).isEqualTo("OPENED");
            return i;
        });
    }

    private List<Long> balances(long sender) {
        return Play.atOnce(USERS, i -> play.get(sender + 1 + i, "/v1/wallet").number("balanceFen"));
    }

    private List<Integer> inboxes(long sender) {
        return Play.atOnce(
                USERS,
                i -> play.get(sender + 1 + i, "/v1/inbox").json().path("items").size());
    }

    private long entriesOf(long sender, int users) {
        return Play.atOnce(users, i -> (long) play.get(sender + 1 + i, "/v1/wallet/entries")
                        .json()
                        .path("items")
                        .size())
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private List<ConsumerRecord<String, String>> readAll() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.kafka(), "max.poll.records", 5_000),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < endOf(ends, partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private void publish(List<ConsumerRecord<String, String>> records) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            for (ConsumerRecord<String, String> record : records) {
                var unused = producer.send(
                        new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value()));
            }
            producer.flush();
        }
    }

    private void restartFromTheBeginning(String name, String group) {
        stack.kill(name);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafka()))) {
            await().atMost(SOON).ignoreExceptions().until(() -> {
                try {
                    admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                            .all()
                            .get();
                } catch (Exception ignored) {
                    // Nobody is left in the group.
                }
                Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().keySet().stream()
                        .filter(partition -> partition.topic().equals(TOPIC))
                        .forEach(partition -> start.put(partition, new OffsetAndMetadata(0)));
                admin.alterConsumerGroupOffsets(group, start).all().get();
                return !start.isEmpty();
            });
        }
        stack.start(name);
        await().atMost(SOON).until(() -> stack.isReady(name));
    }

    /** Records that a group has not yet taken. */
    private long lag(String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafka()))) {
            Map<TopicPartition, OffsetAndMetadata> taken = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var ends = admin.listOffsets(taken.keySet().stream()
                            .collect(Collectors.toMap(
                                    partition -> partition,
                                    ignored -> org.apache.kafka.clients.admin.OffsetSpec.latest())))
                    .all()
                    .get();
            return taken.entrySet().stream()
                    .mapToLong(entry -> endOf(ends, entry.getKey()).offset()
                            - entry.getValue().offset())
                    .sum();
        }
    }

    private static <T> T endOf(Map<TopicPartition, T> ends, TopicPartition partition) {
        return Objects.requireNonNull(ends.get(partition));
    }
}
