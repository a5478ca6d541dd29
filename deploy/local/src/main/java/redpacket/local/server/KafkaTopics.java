package redpacket.local.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of the system. */
public final class KafkaTopics {
    private static final int SECONDS_MAX = 30;
    private static final short ONE_REPLICA = 1;

    private KafkaTopics() {}

    /** Makes the topics that are missing. */
    public static void create(String bootstrapServers, int packetEventPartitions) throws IOException {
        List<NewTopic> topics = List.of(
                new NewTopic("packet-events", packetEventPartitions, ONE_REPLICA),
                new NewTopic("profile-events", 4, ONE_REPLICA).configs(Map.of("cleanup.policy", "compact")),
                new NewTopic("refund-events", 2, ONE_REPLICA),
                new NewTopic("group-events", 4, ONE_REPLICA).configs(Map.of("cleanup.policy", "compact")),
                new NewTopic("packet-events.account.dead", 1, ONE_REPLICA).configs(Map.of("retention.ms", "-1")),
                new NewTopic("packet-events.notify.dead", 1, ONE_REPLICA).configs(Map.of("retention.ms", "-1")));
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                SECONDS_MAX * 1_000))) {
            Set<String> existing = admin.listTopics().names().get(SECONDS_MAX, TimeUnit.SECONDS);
            admin.createTopics(topics.stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .toList())
                    .all()
                    .get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the topics could not be made on " + bootstrapServers, e);
        }
    }
}
