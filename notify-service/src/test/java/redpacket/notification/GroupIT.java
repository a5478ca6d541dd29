package redpacket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import redpacket.notification.World.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GroupIT {
    private final World world = World.shared();

    @Test
    void onlyMembersSeeAGroup() {
        long owner = World.users(4);
        Answer made = make(owner, "key", owner + 1, owner + 2);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        assertThat(made.number("memberCount")).isEqualTo(3);
        assertThat(groupsOf(owner)).containsExactly(made.text("groupId"));
        assertThat(groupsOf(owner + 2)).containsExactly(made.text("groupId"));
        assertThat(groupsOf(owner + 3)).isEmpty();
        String members = "/v1/groups/" + made.text("groupId") + "/members/";
        assertThat(put(owner + 3, members + (owner + 3)).status()).isEqualTo(404);
        assertThat(delete(owner + 3, members + owner).status()).isEqualTo(404);
        assertThat(put(owner, "/v1/groups/12345/members/7").status()).isEqualTo(404);
        assertThat(put(owner, "/v1/groups/nonsense/members/7").status()).isEqualTo(404);
    }

    @Test
    void theOwnerChangesWhoIsInItAndAMemberMayLeave() {
        long owner = World.users(4);
        String members = "/v1/groups/" + make(owner, "key", owner + 1).text("groupId") + "/members/";
        assertThat(put(owner + 1, members + (owner + 2)).status()).isEqualTo(403);
        assertThat(put(owner, members + (owner + 2)).number("memberCount")).isEqualTo(3);
        assertThat(put(owner, members + (owner + 2)).number("memberCount")).isEqualTo(3);
        assertThat(put(owner, members + "07").status()).isEqualTo(400);
        assertThat(delete(owner + 1, members + (owner + 2)).status()).isEqualTo(403);
        assertThat(delete(owner + 2, members + (owner + 2)).status()).isEqualTo(204);
        assertThat(groupsOf(owner + 2)).isEmpty();
        assertThat(delete(owner, members + owner).status()).isEqualTo(204);
        assertThat(put(owner + 1, members + (owner + 3)).status()).isEqualTo(200);
    }

    @Test
    void aFullGroupTakesNobodyAlsoFromManyAtOnce() throws Exception {
        long owner = World.users(600);
        Answer made = make(
                owner,
                "key",
                IntStream.rangeClosed(1, 495).mapToLong(i -> owner + i).toArray());
        String members = "/v1/groups/" + made.text("groupId") + "/members/";
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> calls = IntStream.rangeClosed(501, 512)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> put(owner, members + (owner + i)).status())
                    .toList();
            List<Integer> answers =
                    threads.invokeAll(calls).stream().map(Future::resultNow).toList();
            assertThat(answers.stream().filter(status -> status == 200)).hasSize(4);
            assertThat(answers.stream().filter(status -> status == 409)).hasSize(8);
        }
        assertThat(world.value("SELECT COUNT(*) FROM notify.group_members WHERE group_id = " + made.text("groupId")))
                .isEqualTo("500");
    }

    @Test
    void aKeyMakesOneGroup() throws Exception {
        long owner = World.users(3);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Answer>> calls = IntStream.range(0, 6)
                    .<Callable<Answer>>mapToObj(i -> () -> make(owner, "twin", owner + 1))
                    .toList();
            Set<Object> answers = new HashSet<>();
            for (Future<Answer> call : threads.invokeAll(calls)) {
                assertThat(call.resultNow().status()).isEqualTo(201);
                answers.add(call.resultNow().body());
            }
            assertThat(answers).hasSize(1);
        }
        assertThat(groupsOf(owner)).hasSize(1);
        assertThat(make(owner, "twin", owner + 2).status()).isEqualTo(422);
        assertThat(world.post(owner, "/v1/groups", null, "{\"name\":\"a\",\"memberIds\":[]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void packetServiceHearsOfEveryChangeAndMayAsk() {
        long owner = World.users(3);
        String groupId = make(owner, "key", owner + 1).text("groupId");
        put(owner, "/v1/groups/" + groupId + "/members/" + (owner + 2));
        Answer asked = world.get(0, "/internal/v1/groups/" + groupId);
        assertThat(asked.number("version")).isEqualTo(2);
        assertThat(asked.body().get("memberIds").size()).isEqualTo(3);
        Properties config = new Properties();
        config.putAll(
                Map.of("bootstrap.servers", world.kafka, "group.id", "it-" + owner, "auto.offset.reset", "earliest"));
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("group-events"));
            Set<Long> versions = new HashSet<>();
            await().atMost(World.SOON).until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(java.time.Duration.ofMillis(200))) {
                    if (record.key().equals(groupId)) {
                        JsonNode event = new JsonMapper().readTree(record.value());
                        versions.add(event.get("version").asLong());
                    }
                }
                return versions.contains(2L);
            });
        }
    }

    @Test
    void groupsAreListedInPages() {
        long owner = World.users(1);
        for (int i = 0; i < 5; i++) {
            make(owner, "key" + i);
        }
        Answer first = world.get(owner, "/v1/groups?limit=3");
        assertThat(first.body().get("items").size()).isEqualTo(3);
        Answer second = world.get(owner, "/v1/groups?limit=3&cursor=" + first.text("nextCursor"));
        assertThat(second.body().get("items").size()).isEqualTo(2);
        assertThat(second.body().has("nextCursor")).isFalse();
    }

    private Answer make(long owner, String key, long... members) {
        String ids = String.join(
                ",",
                java.util.Arrays.stream(members)
                        .mapToObj(id -> "\"" + id + "\"")
                        .toList());
        return world.post(owner, "/v1/groups", key, "{\"name\":\"家\",\"memberIds\":[" + ids + "]}");
    }

    private List<String> groupsOf(long user) {
        return world.get(user, "/v1/groups")
                .body()
                .get("items")
                .valueStream()
                .map(group -> group.get("groupId").asString())
                .toList();
    }

    private Answer put(long user, String path) {
        return world.call("PUT", path, user, null, null);
    }

    private Answer delete(long user, String path) {
        return world.call("DELETE", path, user, null, null);
    }
}
