package redpacket.packet.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import redpacket.common.id.UserId;
import redpacket.common.web.Paging;
import redpacket.packet.model.Profile;

/** The view that a user gets of a packet. */
sealed interface ViewOutcome {
    /** There is none, or not for this caller: the two look the same. */
    record NotFound() implements ViewOutcome {}

    /** The set is down. */
    record Unavailable() implements ViewOutcome {}

    /** The packet as it was at this time, a page of its opens, and the names that are known. */
    record Found(PacketDetails details, Instant at, Paging.Page<LogEntry> opens, Map<UserId, Profile> profiles)
            implements ViewOutcome {
        public Found {
            profiles = Map.copyOf(profiles);
        }

        List<LogEntry> page() {
            return opens.items();
        }
    }
}
