package redpacket.grab;

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
                Arguments.of(
                        "lane.LaneSettings",
                        "1 4096 512 300 PT0.01S 4096 PT2.5S PT1S PT30S 5 300000 20000"
                                + " PT1S 2 PT3S 1000 PT4S PT5S PT10S",
                        "1 9 8 50 PT0.01S 7 PT1S PT2S PT3S 4 5 6 PT7S 8 PT9S 10 PT11S PT12S PT13S"),
                Arguments.of("lane.SetSettings", "PT5S PT1S 8 1000 PT2.5S", "PT1S PT2S 3 4 PT5S"),
                Arguments.of("open.OwnerRpcSettings", "127.0.0.1 0 64 4096 2 PT2S", "0.0.0.0 1 2 3 4 PT5S"),
                Arguments.of("open.PasswordSettings", "50000 PT10M", "2 PT3M"),
                Arguments.of("ended.RedisSettings", "PT0.03S PT0.5S 2000 PT1H", "PT0.01S PT0.2S 3 PT4M"));
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
                Arguments.of("lane.LaneSettings", "lanes-per-set", "0"),
                Arguments.of("lane.LaneSettings", "lanes-per-set", "65"),
                Arguments.of("lane.LaneSettings", "queue-requests-max", "255"),
                Arguments.of("lane.LaneSettings", "batch-requests-max", "0"),
                Arguments.of("lane.LaneSettings", "linger-percent", "-1"),
                Arguments.of("lane.LaneSettings", "linger-max", "-1ms"),
                Arguments.of("lane.LaneSettings", "in-flight-per-packet-max", "0"),
                Arguments.of("lane.LaneSettings", "answer-within", "0ms"),
                Arguments.of("lane.LaneSettings", "stalled-after", "0ms"),
                Arguments.of("lane.LaneSettings", "commit-timeout", "0ms"),
                Arguments.of("lane.LaneSettings", "tries-max", "0"),
                Arguments.of("lane.LaneSettings", "memory-entries-max", "0"),
                Arguments.of("lane.LaneSettings", "share-fen-max", "0"),
                Arguments.of("lane.LaneSettings", "lock-wait", "999ms"),
                Arguments.of("lane.LaneSettings", "lock-waits-max", "0"),
                Arguments.of("lane.LaneSettings", "locked-for", "0ms"),
                Arguments.of("lane.LaneSettings", "locked-packets-max", "0"),
                Arguments.of("lane.LaneSettings", "idle-transaction-max", "999ms"),
                Arguments.of("lane.LaneSettings", "clock-off-max", "0ms"),
                Arguments.of("lane.LaneSettings", "clock-compare-every", "0ms"),
                Arguments.of("lane.SetSettings", "open-within", "0ms"),
                Arguments.of("lane.SetSettings", "open-retry-after", "0ms"),
                Arguments.of("lane.SetSettings", "workers-max", "0"),
                Arguments.of("lane.SetSettings", "worker-queue-max", "0"),
                Arguments.of("lane.SetSettings", "worker-answer-within", "0ms"),
                Arguments.of("open.PasswordSettings", "remembered-max", "0"),
                Arguments.of("open.PasswordSettings", "remembered-for", "0ms"),
                Arguments.of("open.OwnerRpcSettings", "hello-within", "0ms"),
                Arguments.of("open.OwnerRpcSettings", "port", "-1"),
                Arguments.of("open.OwnerRpcSettings", "port", "65536"),
                Arguments.of("open.OwnerRpcSettings", "connections-max", "0"),
                Arguments.of("open.OwnerRpcSettings", "calls-max", "0"),
                Arguments.of("open.OwnerRpcSettings", "threads", "0"),
                Arguments.of("ended.RedisSettings", "answer-within", "0ms"),
                Arguments.of("ended.RedisSettings", "connect-within", "0ms"),
                Arguments.of("ended.RedisSettings", "queue-commands-max", "0"),
                Arguments.of("ended.RedisSettings", "keep-for", "0ms"));
    }

    @ParameterizedTest(name = "{0} {1}={2}")
    @MethodSource("rejected")
    void refuseWhatCannotWork(String type, String key, String value) {
        assertThatThrownBy(() -> bind(type, Map.of(key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redpacket.grab");
    }

    private static Object bind(String type, Map<String, String> given) throws ClassNotFoundException {
        Class<?> settings = typeOf(type);
        String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
        Map<String, String> properties = new LinkedHashMap<>();
        given.forEach((key, value) -> properties.put(prefix + "." + key, value));
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, settings);
    }

    private static Class<?> typeOf(String type) throws ClassNotFoundException {
        return Class.forName("redpacket.grab." + type);
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
