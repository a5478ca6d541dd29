package redpacket.packet.control;

import java.time.Instant;
import java.util.List;
import java.util.function.ObjLongConsumer;
import redpacket.common.control.Switch;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.SetId;
import redpacket.common.set.SetState;

/** The states of the sets and the switches in the schema {@code control}, on its primary. */
final class MyBatisDecisions implements Decisions {
    private final SqlSessions sessions;

    MyBatisDecisions(MemberGroup group) {
        this.sessions = new SqlSessions(group.primary(), ControlMapper.class);
    }

    @Override
    public void addMissing(List<SetId> sets, Instant at) {
        List<SetRow> known = read().sets();
        List<SetId> missing = sets.stream()
                .filter(set -> known.stream().noneMatch(row -> row.setId() == set.value()))
                .toList();
        if (!missing.isEmpty()) {
            change((mapper, version) -> missing.forEach(set -> mapper.addMissing(set.value(), at, version)));
        }
    }

    @Override
    public Decided read() {
        return sessions.readSnapshot(session -> {
            ControlMapper mapper = session.getMapper(ControlMapper.class);
            return new Decided(mapper.version(), mapper.sets(), mapper.switches());
        });
    }

    @Override
    public void decide(SetId set, SetState state, String why, Instant at) {
        change((mapper, version) -> mapper.decide(set.value(), state, why, at, version));
    }

    @Override
    public void turn(Switch part, boolean on, String why, Instant at) {
        change((mapper, version) -> {
            mapper.addSwitch(part.spelling(), at, version);
            mapper.turn(part.spelling(), on, why, at, version);
        });
    }

    /** Changes rows to the next version. */
    private void change(ObjLongConsumer<ControlMapper> rows) {
        sessions.writeRetrying(session -> {
            ControlMapper mapper = session.getMapper(ControlMapper.class);
            mapper.lock();
            long version = mapper.version() + 1;
            rows.accept(mapper, version);
            return version;
        });
    }
}
