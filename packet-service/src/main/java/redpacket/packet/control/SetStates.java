package redpacket.packet.control;

import java.time.Instant;
import java.util.List;
import redpacket.common.id.SetId;
import redpacket.common.set.SetState;

/** What operators have decided, where it is kept. Methods throw when that does not answer. */
interface SetStates {
    /** Makes an entry, OPEN, for each of these that has none. */
    void addMissing(List<SetId> sets, Instant at);

    /** Everything, as of one instant. */
    Decided read();

    /** A state that is not new changes nothing, not even since when it is. */
    void decide(SetId set, SetState state, String why, Instant at);

    /** The document's version and a row a set. */
    record Decided(long version, List<Row> rows) {
        public Decided {
            rows = List.copyOf(rows);
        }
    }

    record Row(int setId, SetState state, String why, Instant since) {}
}
