package redpacket.gateway.locate;

import java.util.Map;
import redpacket.common.control.ControlDocument;
import redpacket.common.control.ControlFeed;
import redpacket.common.id.SetId;
import redpacket.common.set.SetState;

/** The states that operators have given to the sets. */
public final class SetStates {
    private volatile Map<SetId, SetState> states = Map.of();

    SetStates(ControlFeed feed) {
        feed.onChange(this::accept);
        accept(feed.document());
    }

    private void accept(ControlDocument document) {
        states = document.states();
    }

    /** A set without a state is not down. */
    public boolean isDown(SetId set) {
        return states.get(set) == SetState.DOWN;
    }
}
