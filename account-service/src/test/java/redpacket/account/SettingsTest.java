package redpacket.account;

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
                        "post.LedgerSettings",
                        "4096 512 PT2S PT0.02S PT0.5S 5 10000000 Asia/Shanghai",
                        "9 8 PT1S PT0.01S PT0.2S 3 4 UTC"),
                Arguments.of(
                        "credit.CreditSettings",
                        "1000 PT0.5S 500 PT0.15S PT10S PT0.2S PT10S 100000000000",
                        "1 PT1S 2 PT3S PT2S PT0.1S PT3S 4"),
                Arguments.of("seal.SealSettings", "PT3S 2000 20", "PT1S 2 3"),
                Arguments.of(
                        "reconcile.ReconcileSettings",
                        "true PT2S 9 PT30S PT0.25S [10m/2s,1h/10s,1d/60s,0/15s] 1000 8 300 5000 20000 PT15S 5000 PT1M 500 PT10M 2000 PT5S",
                        "false PT1S 2 PT3S PT4S [0/15s] 1 2 3 4 5 PT6S 6 PT7S 7 PT8S 9 PT10S"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defaults")
    void areAsDocumentedAndAllCanBeSet(String type, String defaults, String others) throws Exception {
        assertThat(valuesOf(bind(type, Map.of()))).isEqualTo(defaults);
        Map<String, String> given = new HashMap<>();
        String[] values = others.split(" ");
        RecordComponent[] components = typeOf(type).getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            given.put(keyOf(components[i]), values[i].replaceAll("[\\[\\]]", ""));
        }
        assertThat(valuesOf(bind(type, given))).isEqualTo(others);
    }

    static Stream<Arguments> rejected() {
        return Stream.of(
                Arguments.of("post.LedgerSettings", "queue-commands-max", "511"),
                Arguments.of("post.LedgerSettings", "batch-commands-max", "0"),
                Arguments.of("post.LedgerSettings", "answer-within", "0ms"),
                Arguments.of("post.LedgerSettings", "retry-wait-first", "0ms"),
                Arguments.of("post.LedgerSettings", "retry-wait-max", "19ms"),
                Arguments.of("post.LedgerSettings", "fenced-tries-max", "0"),
                Arguments.of("post.LedgerSettings", "daily-limit-fen", "0"),
                Arguments.of("credit.CreditSettings", "poll-records-max", "0"),
                Arguments.of("credit.CreditSettings", "fetch-wait", "0ms"),
                Arguments.of("credit.CreditSettings", "gather-percent", "-1"),
                Arguments.of("credit.CreditSettings", "gather-max", "-1ms"),
                Arguments.of("credit.CreditSettings", "post-within", "0ms"),
                Arguments.of("credit.CreditSettings", "retry-wait-first", "0ms"),
                Arguments.of("credit.CreditSettings", "retry-wait-max", "199ms"),
                Arguments.of("credit.CreditSettings", "credit-fen-max", "0"),
                Arguments.of("seal.SealSettings", "every", "0ms"),
                Arguments.of("seal.SealSettings", "rows-max", "0"),
                Arguments.of("seal.SealSettings", "seals-per-look", "0"),
                Arguments.of("reconcile.ReconcileSettings", "round-every", "0ms"),
                Arguments.of("reconcile.ReconcileSettings", "windows", "10m"),
                Arguments.of("reconcile.ReconcileSettings", "range-packets", "0"),
                Arguments.of("reconcile.ReconcileSettings", "range-packets", "1001"),
                Arguments.of("reconcile.ReconcileSettings", "ranges-per-round", "0"),
                Arguments.of("reconcile.ReconcileSettings", "packets-per-round", "0"),
                Arguments.of("reconcile.ReconcileSettings", "wallets-per-round", "0"),
                Arguments.of("reconcile.ReconcileSettings", "entries-per-round", "1"),
                Arguments.of("reconcile.ReconcileSettings", "rest-times", "-1"),
                Arguments.of("reconcile.ReconcileSettings", "rest-max", "-1ms"),
                Arguments.of("reconcile.ReconcileSettings", "round-max", "0ms"),
                Arguments.of("reconcile.ReconcileSettings", "sweep-every", "-1ms"),
                Arguments.of("reconcile.ReconcileSettings", "grace-millis", "-1"),
                Arguments.of("reconcile.ReconcileSettings", "behind-max", "-1ms"),
                Arguments.of("reconcile.ReconcileSettings", "resend-entries-max", "1001"),
                Arguments.of("reconcile.ReconcileSettings", "resend-wait-max", "0ms"),
                Arguments.of("reconcile.ReconcileSettings", "findings-max", "0"),
                Arguments.of("reconcile.ReconcileSettings", "call-timeout", "0ms"));
    }

    @ParameterizedTest(name = "{0} {1}={2}")
    @MethodSource("rejected")
    void refuseWhatCannotWork(String type, String key, String value) {
        assertThatThrownBy(() -> bind(type, Map.of(key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redpacket.account");
    }

    private static Object bind(String type, Map<String, String> given) throws ClassNotFoundException {
        Class<?> settings = typeOf(type);
        String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
        Map<String, String> properties = new LinkedHashMap<>();
        given.forEach((key, value) -> properties.put(prefix + "." + key, value));
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, settings);
    }

    private static Class<?> typeOf(String type) throws ClassNotFoundException {
        return Class.forName("redpacket.account." + type);
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
            return String.valueOf(accessor.invoke(settings)).replace(", ", ",");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
