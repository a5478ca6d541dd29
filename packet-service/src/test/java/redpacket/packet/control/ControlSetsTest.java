package redpacket.packet.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redpacket.common.control.ControlDocument;
import redpacket.common.control.Switch;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.id.SetId;
import redpacket.common.process.ProcessSettings;
import redpacket.common.set.SetState;
import redpacket.packet.MovableClock;
import redpacket.packet.set.OpeningGroup;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

class ControlSetsTest {
    private static final SetId ONE = new SetId(1);
    private static final List<String> NOBODY = List.of("127.0.0.1:1");

    private final MovableClock clock = new MovableClock("2026-11-23T10:00:00Z");
    private final ProcessSettings process = process();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PacketSets sets = new PacketSets(process, meters);
    private final DatabaseSettings database = DatabaseSettings.ofAccounts(process, "control");
    private final MemberGroup group = MemberGroup.open(database, meters);
    private final FakeDecisions decisions = new FakeDecisions();
    private final ControlSets control = new ControlSets(
            new OpeningGroup(group, database, "db/control"), decisions, sets, clock, new ControlSettings(300));

    @AfterEach
    void close() {
        control.stop();
        sets.stop();
    }

    @Test
    void thereIsNoDocumentUntilItWasRead() throws Exception {
        decisions.away = true;
        control.refreshOrStand();
        assertThat(control.document()).isEmpty();
        assertThat(control.await(Duration.ZERO)).isFalse();
        assertThat(sets.stateOf(ONE)).isEqualTo(SetState.OPEN);
    }

    @Test
    void aNewSetIsOpenSinceItWasFirstSeen() {
        control.refreshOrStand();
        Instant seen = clock.instant();
        clock.move(Duration.ofHours(1));
        control.refreshOrStand();
        assertThat(control.document().orElseThrow().sets())
                .containsExactly(
                        new ControlDocument.SetEntry(1, "set-1", SetState.OPEN, "new", seen),
                        new ControlDocument.SetEntry(2, "set-2", SetState.OPEN, "new", seen));
    }

    @Test
    void aDecisionIsInEffectAtOnceAndHasAVersion() {
        control.refreshOrStand();
        long before = control.document().orElseThrow().version();
        clock.move(Duration.ofHours(1));
        control.decide(ONE, SetState.MASKED, "why");
        assertThat(sets.stateOf(ONE)).isEqualTo(SetState.MASKED);
        PacketSet one = sets.find(ONE).orElseThrow();
        assertThat(control.entryOf(one))
                .isEqualTo(new ControlDocument.SetEntry(1, "set-1", SetState.MASKED, "why", clock.instant()));
        assertThat(control.document().orElseThrow().version()).isGreaterThan(before);
    }

    @Test
    void whatAnotherProcessDecidedIsHeardOf() {
        control.refreshOrStand();
        decisions.decide(ONE, SetState.DOWN, "elsewhere", clock.instant());
        control.refreshOrStand();
        assertThat(sets.stateOf(ONE)).isEqualTo(SetState.DOWN);
    }

    @Test
    void theLastDocumentStandsWhileItsDatabaseIsAway() {
        control.decide(ONE, SetState.MASKED, "why");
        ControlDocument before = control.document().orElseThrow();
        decisions.away = true;
        control.refreshOrStand();
        assertThat(control.document()).contains(before);
        assertThat(sets.stateOf(ONE)).isEqualTo(SetState.MASKED);
        assertThatThrownBy(() -> control.decide(ONE, SetState.OPEN, "why")).isInstanceOf(IllegalStateException.class);
        assertThat(sets.stateOf(ONE)).isEqualTo(SetState.MASKED);
    }

    @Test
    void setsThatAreNotConfiguredHereAreNotToldOf() {
        decisions.addMissing(List.of(new SetId(9)), clock.instant());
        control.refreshOrStand();
        assertThat(control.document().orElseThrow().sets()).hasSize(2);
    }

    @Test
    void everySwitchIsOnUntilItIsTurned() {
        control.refreshOrStand();
        assertThat(control.document().orElseThrow().switches())
                .hasSize(Switch.values().length)
                .allMatch(entry -> entry.on() && entry.since() == null);
        assertThat(Switch.values()).allMatch(control::isOn);
    }

    @Test
    void aTurnedSwitchIsInEffectAtOnceAndHasAVersion() {
        control.refreshOrStand();
        long before = control.document().orElseThrow().version();
        control.turn(Switch.AVATARS, false, "why");
        assertThat(control.isOn(Switch.AVATARS)).isFalse();
        assertThat(control.isOn(Switch.LISTS)).isTrue();
        ControlDocument document = control.document().orElseThrow();
        assertThat(document.version()).isGreaterThan(before);
        assertThat(document.switches())
                .contains(new ControlDocument.SwitchEntry("avatars", false, "why", clock.instant()));
        control.turn(Switch.AVATARS, true, "well again");
        assertThat(control.isOn(Switch.AVATARS)).isTrue();
    }

    @Test
    void aSwitchStaysOffWhileItsDatabaseIsAway() {
        control.turn(Switch.PUSH, false, "why");
        decisions.away = true;
        control.refreshOrStand();
        assertThat(control.isOn(Switch.PUSH)).isFalse();
        assertThatThrownBy(() -> control.turn(Switch.PUSH, true, "why")).isInstanceOf(IllegalStateException.class);
        assertThat(control.isOn(Switch.PUSH)).isFalse();
    }

    @Test
    void neverAnswersAnOlderVersion() {
        control.refreshOrStand();
        control.turn(Switch.PUSH, false, "why");
        long version = control.document().orElseThrow().version();
        decisions.version = 0;
        decisions.switches.clear();
        control.refreshOrStand();
        assertThat(control.document().orElseThrow().version()).isEqualTo(version);
        assertThat(control.isOn(Switch.PUSH)).isFalse();
    }

    private static ProcessSettings process() {
        URI nobody = URI.create("http://127.0.0.1:1");
        return new ProcessSettings(
                new ProcessSettings.Instance("packet", 1),
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "0".repeat(32),
                List.of(
                        new ProcessSettings.PacketSet(1, "set-1", "packets", NOBODY, "127.0.0.1:1"),
                        new ProcessSettings.PacketSet(2, "set-2", "packets", NOBODY, "127.0.0.1:1")),
                new ProcessSettings.Accounts(NOBODY, 1, 1),
                new ProcessSettings.Database("app", "secret", "owner", "secret"),
                new ProcessSettings.Kafka("127.0.0.1:1"),
                new ProcessSettings.Services(List.of(nobody), List.of(nobody), List.of(nobody), List.of()));
    }

    private static final class FakeDecisions implements Decisions {
        private final Map<Integer, SetRow> rows = new TreeMap<>();
        private final Map<String, SwitchRow> switches = new TreeMap<>();
        private long version;
        boolean away;

        @Override
        public void addMissing(List<SetId> wanted, Instant at) {
            reach();
            for (SetId set : wanted) {
                if (rows.putIfAbsent(set.value(), new SetRow(set.value(), SetState.OPEN, "new", at)) == null) {
                    version++;
                }
            }
        }

        @Override
        public Decided read() {
            reach();
            return new Decided(version, List.copyOf(rows.values()), List.copyOf(switches.values()));
        }

        @Override
        public void decide(SetId set, SetState state, String why, Instant at) {
            reach();
            rows.put(set.value(), new SetRow(set.value(), state, why, at));
            version++;
        }

        @Override
        public void turn(Switch part, boolean on, String why, Instant at) {
            reach();
            switches.put(part.spelling(), new SwitchRow(part.spelling(), on, why, at));
            version++;
        }

        private void reach() {
            if (away) {
                throw new IllegalStateException("away");
            }
        }
    }
}
