package redpacket.grab.lane;

import javax.sql.DataSource;
import redpacket.common.id.SetId;

/** The packet sets that this process serves. */
public interface ServedSets {
    /** Throws {@link LaneUnavailableException} for a set that operators took down, or that is not open yet. */
    ServedSet of(SetId set);

    /**
     * A set in this process. It shares none of its parts with another set.
     *
     * @param primary connections to its primary
     */
    record ServedSet(Lanes lanes, SetWorkers workers, DataSource primary) {}
}
