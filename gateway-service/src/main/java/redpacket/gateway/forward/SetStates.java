package redpacket.gateway.forward;

import java.util.Map;
import redpacket.common.control.ControlDocument;
import redpacket.common.control.ControlFeed;
import redpacket.common.id.SetId;
import redpacket.common.set.SetState;

/** What operators have made of each set, kept so that asking costs nothing. */
final class SetStates {
    private volatile Map<SetId, SetState> states = Map.of();

    SetStates(ControlFeed feed) {
        feed.onChange(this::accept);
        accept(feed.document());
    }

    private void accept(ControlDocument document) {
        states = document.states();
    }

    /** A set that nobody has said anything of is not down. */
    boolean isDown(SetId set) {
        return states.get(set) == SetState.DOWN;
    }
}
