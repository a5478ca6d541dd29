package redpacket.gateway.switches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.common.control.Switch;
import redpacket.common.id.UserId;
import redpacket.gateway.SettingsBinding;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.Caller;
import redpacket.gateway.model.Role;
import redpacket.gateway.model.ServiceName;
import redpacket.gateway.shed.LoadHint;

class SwitchBarrierTest {
    private static final LoadHint HINT = new LoadHint() {
        @Override
        public double load() {
            return 0;
        }

        @Override
        public long nextShakeMillis() {
            return 1;
        }

        @Override
        public Answer nothing(Duration noSooner) {
            return Answer.of(200, Answer.JSON, "nothing before " + noSooner.toMillis());
        }
    };

    private final Set<Switch> off = EnumSet.noneOf(Switch.class);
    private final SwitchBarrier barrier =
            new SwitchBarrier(part -> !off.contains(part), new SwitchSettings(10_000), HINT);

    private static Call call(String method, String template) {
        return Call.open("any", method, template, ServiceName.NOTIFY);
    }

    private @Nullable Answer stop(String method, String template) {
        Call call = call(method, template);
        Caller caller = new Caller(UserId.of(1), Role.USER, Long.MAX_VALUE);
        AdmittedRequest request = new AdmittedRequest(call, caller, template, null, "", null, null, "", 0);
        Answer answer = barrier.stop(request);
        assertThat(barrier.wouldStop(request)).isEqualTo(answer != null);
        return answer;
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/packets/sent,LISTS",
        "GET,/v1/packets/received,LISTS",
        "GET,/v1/wallet/entries,LISTS",
        "GET,/v1/packets/statistics,STATISTICS",
        "GET,/v1/events,PUSH",
        "POST,/v1/packets/{packetId}/shares,SHARES"
    })
    void keepsBackWhatIsOffAndNothingElse(String method, String template, Switch part) {
        off.addAll(EnumSet.complementOf(EnumSet.of(part)));
        assertThat(stop(method, template)).isNull();
        off.add(part);
        Answer answer = Objects.requireNonNull(stop(method, template));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"code\":\"SWITCHED_OFF\"");
        assertThat(Integer.parseInt(String.valueOf(answer.retryAfter()))).isBetween(10, 20);
    }

    @Test
    void aShakeWinsNothingAndIsNoRefusal() {
        off.add(Switch.SHAKE_PRIZES);
        Answer answer = Objects.requireNonNull(stop("POST", "/v1/shake"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("nothing before 10000");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/v1/packets",
        "POST,/v1/packets/{packetId}/grab",
        "POST,/v1/packets/{packetId}/open",
        "GET,/v1/packets/{packetId}",
        "GET,/v1/wallet",
        "POST,/v1/wallet/top-ups",
        "GET,/v1/inbox",
        "GET,/v1/profile"
    })
    void neverKeepsBackWhatIsNobodysToTurnOffHere(String method, String template) {
        off.addAll(EnumSet.allOf(Switch.class));
        assertThat(stop(method, template)).isNull();
    }

    @Test
    void settingsHaveADefaultAndABound() {
        assertThat(SettingsBinding.bind("redpacket.gateway.switches", SwitchSettings.class, Map.of()))
                .isEqualTo(new SwitchSettings(10_000));
        assertThat(SettingsBinding.bind(
                        "redpacket.gateway.switches",
                        SwitchSettings.class,
                        Map.of("redpacket.gateway.switches.come-back-millis", "5")))
                .isEqualTo(new SwitchSettings(5));
        assertThatThrownBy(() -> new SwitchSettings(0)).hasMessageContaining("come-back-millis");
    }
}
