package redpacket.packet.send;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import redpacket.common.id.SetId;
import redpacket.common.set.SetRouter;
import redpacket.common.set.SetState;

/** Two sets whose states a test sets. */
final class FakeSets implements Sets {
    static final SetId ONE = new SetId(1);
    static final SetId TWO = new SetId(2);

    final Map<SetId, SetState> states = new HashMap<>();
    final List<SetId> cutOff = new ArrayList<>();

    @Override
    public Optional<SetId> place(long packetNumber, Predicate<SetId> willDo) {
        return new SetRouter(List.of(ONE, TWO), states)
                .place(packetNumber, set -> !cutOff.contains(set) && willDo.test(set));
    }

    @Override
    public boolean serves(SetId set) {
        return EnumSet.of(SetState.OPEN, SetState.MASKED).contains(states.getOrDefault(set, SetState.OPEN))
                && !cutOff.contains(set);
    }
}
