package redpacket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Defaults, mapping and rejected values of every settings record of this service. */
class SettingsTest {
    static Stream<Arguments> defaults() {
        return Stream.of(
                Arguments.of("inbox.InboxSettings", "PT2160H PT48H 5000 1000", "PT24H PT25H 50 60"),
                Arguments.of(
                        "ingest.IngestSettings",
                        "1 1000 PT0.5S PT0.2S PT0.2S PT10S",
                        "3 400 PT0.4S PT0.1S PT0.3S PT11S"),
                Arguments.of("group.GroupSettings", "500 60 500 10000", "400 50 7 8"),
                Arguments.of("share.ShareSettings", "500 200000 200 PT0.5S PT5S PT5S", "1 2 3 PT0.4S PT4S PT3S"),
                Arguments.of("packet.PacketCallSettings", "PT0.3S PT1.5S 64", "PT0.2S PT1S 9"),
                Arguments.of("record.RecordSettings", "PT1S PT2S Asia/Shanghai", "PT7S PT8S Europe/Paris"),
                Arguments.of(
                        "stream.StreamSettings",
                        "2500 5 PT15S PT1S 500 5 200 PT3S 50 PT5S",
                        "1 2 PT3S PT4S 5 6 7 PT8S 9 PT10S"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defaults")
    void areAsDocumentedAndAllCanBeSet(String type, String defaults, String others) throws Exception {
        assertThat(valuesOf(bind(type, Map.of()))).isEqualTo(defaults);
        Map<String, String> given = new HashMap<>();
        String[] values = others.split(" ");
        RecordComponent[] components = typeOf(type).getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            given.put(keyOf(components[i]), values[i]);
        }
        assertThat(valuesOf(bind(type, given))).isEqualTo(others);
    }

    static Stream<Arguments> rejected() {
        return Stream.of(
                Arguments.of("ingest.IngestSettings", "consumers", "0"),
                Arguments.of("ingest.IngestSettings", "poll-records-max", "0"),
                Arguments.of("ingest.IngestSettings", "fetch-wait", "0ms"),
                Arguments.of("ingest.IngestSettings", "linger", "-1ms"),
                Arguments.of("ingest.IngestSettings", "retry-wait-max", "100ms"),
                Arguments.of("inbox.InboxSettings", "delete-max", "0"),
                Arguments.of("inbox.InboxSettings", "read-max", "0"),
                Arguments.of("inbox.InboxSettings", "keep-for", "23h"),
                Arguments.of("inbox.InboxSettings", "keys-keep-for", "23h"),
                Arguments.of("group.GroupSettings", "members-max", "501"),
                Arguments.of("group.GroupSettings", "members-max", "0"),
                Arguments.of("group.GroupSettings", "name-characters-max", "61"),
                Arguments.of("group.GroupSettings", "list-members-max", "0"),
                Arguments.of("share.ShareSettings", "batch-max", "0"),
                Arguments.of("share.ShareSettings", "lease", "999ms"),
                Arguments.of("share.ShareSettings", "failure-wait-max", "100ms"),
                Arguments.of("share.ShareSettings", "idle-wait", "0ms"),
                Arguments.of("packet.PacketCallSettings", "answer-timeout", "0ms"),
                Arguments.of("packet.PacketCallSettings", "calls-max", "0"),
                Arguments.of("record.RecordSettings", "progress-timeout", "0ms"),
                Arguments.of("record.RecordSettings", "progress-every", "0ms"),
                Arguments.of("stream.StreamSettings", "streams-max", "0"),
                Arguments.of("stream.StreamSettings", "reads-at-once", "0"),
                Arguments.of("stream.StreamSettings", "joins-at-once", "0"),
                Arguments.of("stream.StreamSettings", "read-timeout", "0ms"),
                Arguments.of("stream.StreamSettings", "bye-retry", "0ms"),
                Arguments.of("stream.StreamSettings", "heartbeat-every", "0ms"));
    }

    @ParameterizedTest(name = "{0} {1}={2}")
    @MethodSource("rejected")
    void refuseWhatCannotWork(String type, String key, String value) {
        assertThatThrownBy(() -> bind(type, Map.of(key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redpacket.notify");
    }

    private static Object bind(String type, Map<String, String> given) throws ClassNotFoundException {
        Class<?> settings = typeOf(type);
        String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
        Map<String, String> properties = new LinkedHashMap<>();
        given.forEach((key, value) -> properties.put(prefix + "." + key, value));
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, settings);
    }

    private static Class<?> typeOf(String type) throws ClassNotFoundException {
        return Class.forName("redpacket.notification." + type);
    }

    private static String keyOf(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String valuesOf(Object settings) {
        return String.join(
                " ",
                Arrays.stream(settings.getClass().getRecordComponents())
                        .map(component -> valueOf(settings, component))
                        .toList());
    }

    private static String valueOf(Object settings, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return String.valueOf(accessor.invoke(settings));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
