package redpacket.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ProcessSettingsTest {
    private static final Map<String, String> TREE = Map.ofEntries(
            Map.entry("redpacket.instance.name", "grab-1"),
            Map.entry("redpacket.instance.number", "3"),
            Map.entry("redpacket.packet-id-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
            Map.entry("redpacket.service-key", "0123456789abcdef0123456789abcdef"),
            Map.entry("redpacket.sets[0].id", "1"),
            Map.entry("redpacket.sets[0].name", "set-1"),
            Map.entry("redpacket.sets[0].schema", "packets"),
            Map.entry("redpacket.sets[0].members", "127.0.0.1:13101,127.0.0.1:13102"),
            Map.entry("redpacket.sets[0].redis", "127.0.0.1:16371"),
            Map.entry("redpacket.accounts.members", "127.0.0.1:13901"),
            Map.entry("redpacket.accounts.shards", "2"),
            Map.entry("redpacket.accounts.event-partitions-per-shard", "4"),
            Map.entry("redpacket.database.username", "app"),
            Map.entry("redpacket.database.password", "secret"),
            Map.entry("redpacket.database.owner-username", "owner"),
            Map.entry("redpacket.database.owner-password", "more-secret"),
            Map.entry("redpacket.kafka.bootstrap-servers", "127.0.0.1:19092"),
            Map.entry("redpacket.services.packet", "http://127.0.0.1:8110"),
            Map.entry("redpacket.services.account", "http://127.0.0.1:8130"),
            Map.entry("redpacket.services.notify", "http://127.0.0.1:8140"),
            Map.entry("redpacket.services.grab[0].name", "grab-1"),
            Map.entry("redpacket.services.grab[0].url", "http://127.0.0.1:8121"));

    @Test
    void takesTheWholeTree() {
        ProcessSettings settings = bind(TREE);
        assertThat(settings.instance()).isEqualTo(new ProcessSettings.Instance("grab-1", 3));
        assertThat(settings.sets())
                .containsExactly(new ProcessSettings.PacketSet(
                        1, "set-1", "packets", List.of("127.0.0.1:13101", "127.0.0.1:13102"), "127.0.0.1:16371"));
        assertThat(settings.eventPartitions().total()).isEqualTo(8);
        assertThat(settings.database())
                .isEqualTo(new ProcessSettings.Database("app", "secret", "owner", "more-secret"));
        assertThat(settings.kafka().bootstrapServers()).isEqualTo("127.0.0.1:19092");
        assertThat(settings.services().notifications()).containsExactly(URI.create("http://127.0.0.1:8140"));
        assertThat(settings.services().grab()).hasToString("[grab-1]");
        assertThat(settings.packetIdCodec()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "redpacket.instance.number, 1024",
        "redpacket.instance.number, -1",
        "redpacket.service-key, short",
        "redpacket.sets[0].id, 0",
        "redpacket.database.copy-policy, one-copy"
    })
    void refusesWhatCannotWork(String key, String value) {
        Map<String, String> tree = new HashMap<>(TREE);
        tree.put(key, value);
        assertThatThrownBy(() -> bind(tree)).rootCause().isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesASetThatIsThereTwice() {
        Map<String, String> tree = new HashMap<>(TREE);
        TREE.forEach((key, value) -> tree.put(key.replace("sets[0]", "sets[1]"), value));
        assertThatThrownBy(() -> bind(tree)).rootCause().hasMessageContaining("twice");
    }

    private static ProcessSettings bind(Map<String, String> tree) {
        return new Binder(new MapConfigurationPropertySource(tree))
                .bind("redpacket", ProcessSettings.class)
                .get();
    }
}
