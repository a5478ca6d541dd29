package redpacket.gateway.switches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redpacket.common.control.Switch;
import redpacket.common.id.UserId;
import redpacket.gateway.SettingsBinding;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallClass;
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

    private @Nullable Answer stop(@Nullable Switch part) {
        Call call = new Call(
                "any",
                List.of("GET"),
                "/v1/any",
                ServiceName.NOTIFY,
                Role.USER,
                CallClass.LISTS,
                part == null ? null : part.spelling(),
                false);
        Caller caller = new Caller(UserId.of(1), Role.USER, Long.MAX_VALUE);
        AdmittedRequest request = new AdmittedRequest(call, caller, null, "", null, "", 0);
        Answer answer = barrier.stop(request);
        assertThat(barrier.wouldStop(request)).isEqualTo(answer != null);
        return answer;
    }

    @ParameterizedTest
    @EnumSource(names = {"LISTS", "STATISTICS", "PUSH", "SHARES"})
    void stopsCallsWhosePartIsOffAndNoOther(Switch part) {
        off.addAll(EnumSet.complementOf(EnumSet.of(part)));
        assertThat(stop(part)).isNull();
        off.add(part);
        Answer answer = Objects.requireNonNull(stop(part));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"code\":\"SWITCHED_OFF\"");
        assertThat(Integer.parseInt(String.valueOf(answer.retryAfter()))).isBetween(10, 20);
    }

    @Test
    void aShakeWinsNothingAndIsNoRefusal() {
        off.add(Switch.SHAKE_PRIZES);
        Answer answer = Objects.requireNonNull(stop(Switch.SHAKE_PRIZES));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("nothing before 10000");
    }

    @Test
    void neverStopsACallWithoutASwitch() {
        off.addAll(EnumSet.allOf(Switch.class));
        assertThat(stop(null)).isNull();
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
