package redpacket.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
                        "send.SendSettings",
                        "https://localhost:8443/p/ 500 20000 60 32 500 86400 60 259200 500 10000",
                        "https://x.test/ 400 10000 50 30 400 7200 30 14400 250 9000"),
                Arguments.of("send.ChargeSettings", "300 2000 128 200 50 50 1000", "1 2 3 4 5 6 7"),
                Arguments.of("send.SweepSettings", "3000 64 8", "1 2 3"),
                Arguments.of("expire.ExpireSettings", "200 16", "1 2"),
                Arguments.of("lane.LaneCallSettings", "2 300 2000", "1 2 3"),
                Arguments.of(
                        "campaign.CampaignSettings",
                        "60 50000 2000 20000 500 86400 60 2592000 2678400 31622400 1000 1000 5000",
                        "30 400 40 100 50 7200 30 14400 3600 7200 10 20 30"),
                Arguments.of("campaign.SettleSettings", "500 3000 200 16", "1 3000 3 4"),
                Arguments.of("deal.DealSettings", "6000 2000 500 2000 2000 500", "1000 2 3 4 5 6"),
                Arguments.of("control.ControlSettings", "300", "1"),
                Arguments.of(
                        "profile.ProfileSettings",
                        "500 30 1000 1000 20 1000 500 5000 2000 15000 20",
                        "1 2 3 90 5 6 7 800 9 10 11"),
                Arguments.of("people.PeopleSettings", "200 300 64 20 50 1000", "1 2 3 4 5 6"),
                Arguments.of("group.GroupSettings", "100 5000", "1 200"),
                Arguments.of("refund.RefundSettings", "500 5000", "1 200"),
                Arguments.of("set.LeaseSettings", "4000 250 2000", "5000 2 3"),
                Arguments.of("set.OpeningSettings", "20000", "1"));
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
                Arguments.of("send.SendSettings", "count-max", "0"),
                Arguments.of("send.SendSettings", "count-max", "501"),
                Arguments.of("send.SendSettings", "share-fen-max", "0"),
                Arguments.of("send.SendSettings", "greeting-characters-max", "-1"),
                Arguments.of("send.SendSettings", "greeting-characters-max", "241"),
                Arguments.of("send.SendSettings", "password-characters-max", "0"),
                Arguments.of("send.SendSettings", "audience-users-max", "0"),
                Arguments.of("send.SendSettings", "expires-seconds-min", "0"),
                Arguments.of("send.SendSettings", "expires-seconds-min", "86401"),
                Arguments.of("send.SendSettings", "expires-seconds-max", "86399"),
                Arguments.of("send.SendSettings", "retry-after-millis", "0"),
                Arguments.of("send.SendSettings", "switched-off-retry-after-millis", "0"),
                Arguments.of("send.ChargeSettings", "connect-millis", "0"),
                Arguments.of("send.ChargeSettings", "response-millis", "0"),
                Arguments.of("send.ChargeSettings", "calls-max", "0"),
                Arguments.of("send.ChargeSettings", "breaker-failure-percent", "101"),
                Arguments.of("send.SweepSettings", "after-millis", "0"),
                Arguments.of("send.SweepSettings", "orders-max", "0"),
                Arguments.of("send.SweepSettings", "concurrent-max", "0"),
                Arguments.of("expire.ExpireSettings", "packets-max", "0"),
                Arguments.of("lane.LaneCallSettings", "response-millis", "0"),
                Arguments.of("campaign.CampaignSettings", "prizes-max", "0"),
                Arguments.of("campaign.CampaignSettings", "shares-max", "501"),
                Arguments.of("campaign.CampaignSettings", "claim-seconds-min", "86401"),
                Arguments.of("campaign.SettleSettings", "idle-millis", "0"),
                Arguments.of("deal.DealSettings", "lease-millis", "999"),
                Arguments.of("deal.DealSettings", "batch-prizes-max", "0"),
                Arguments.of("control.ControlSettings", "refresh-millis", "0"),
                Arguments.of("profile.ProfileSettings", "read-millis", "0"),
                Arguments.of("profile.ProfileSettings", "repair-pages-max", "0"),
                Arguments.of("profile.ProfileSettings", "queue-commands-max", "499"),
                Arguments.of("profile.ProfileSettings", "retry-millis-max", "99"),
                Arguments.of("people.PeopleSettings", "response-millis", "0"),
                Arguments.of("people.PeopleSettings", "breaker-failure-percent", "101"),
                Arguments.of("group.GroupSettings", "poll-records-max", "0"),
                Arguments.of("group.GroupSettings", "retry-millis-max", "99"),
                Arguments.of("refund.RefundSettings", "poll-records-max", "0"),
                Arguments.of("refund.RefundSettings", "retry-millis-max", "99"),
                Arguments.of("set.LeaseSettings", "lease-millis", "999"),
                Arguments.of("set.LeaseSettings", "failure-millis-max", "249"),
                Arguments.of("set.OpeningSettings", "wait-millis", "-1"));
    }

    @ParameterizedTest(name = "{0} {1}={2}")
    @MethodSource("rejected")
    void refuseWhatCannotWork(String type, String key, String value) {
        assertThatThrownBy(() -> bind(type, Map.of(key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redpacket.packet");
    }

    private static Object bind(String type, Map<String, String> given) throws ClassNotFoundException {
        Class<?> settings = typeOf(type);
        String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
        Map<String, String> properties = new LinkedHashMap<>();
        given.forEach((key, value) -> properties.put(prefix + "." + key, value));
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, settings);
    }

    private static Class<?> typeOf(String type) throws ClassNotFoundException {
        return Class.forName("redpacket.packet." + type);
    }

    private static String keyOf(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
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
