package redpacket.packet.control;

import java.time.Instant;
import java.util.List;
import redpacket.common.control.Switch;
import redpacket.common.id.SetId;
import redpacket.common.set.SetState;

/** The stored decisions of operators. Methods throw when the database does not answer. */
interface Decisions {
    /** Makes an entry, OPEN, for each of these that has none. */
    void addMissing(List<SetId> sets, Instant at);

    /** Everything, as of one instant. */
    Decided read();

    /** A state that is not new changes nothing, not even since when it is. */
    void decide(SetId set, SetState state, String why, Instant at);

    /** Turns a part on or off; the same value again changes nothing. */
    void turn(Switch part, boolean on, String why, Instant at);

    /** The document's version, a row a set, and a row a switch that was ever turned. */
    record Decided(long version, List<SetRow> sets, List<SwitchRow> switches) {
        public Decided {
            sets = List.copyOf(sets);
            switches = List.copyOf(switches);
        }
    }

    record SetRow(int setId, SetState state, String why, Instant since) {}

    record SwitchRow(String name, boolean turnedOn, String why, Instant since) {}
}
