package redpacket.packet.control;

import java.time.Instant;
import java.util.List;
import java.util.function.ObjLongConsumer;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.SetId;
import redpacket.common.set.SetState;

/** The states of the sets in the schema {@code control}, on its primary. */
final class MyBatisSetStates implements SetStates {
    private final SqlSessions sessions;

    MyBatisSetStates(MemberGroup group) {
        this.sessions = new SqlSessions(group.primary(), ControlMapper.class);
    }

    @Override
    public void addMissing(List<SetId> sets, Instant at) {
        List<Row> known = read().rows();
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
            return new Decided(mapper.version(), mapper.rows());
        });
    }

    @Override
    public void decide(SetId set, SetState state, String why, Instant at) {
        change((mapper, version) -> mapper.decide(set.value(), state, why, at, version));
    }

    /** Changes rows to the next version. */
    private void change(ObjLongConsumer<ControlMapper> rows) {
        sessions.writeRetrying(session -> {
            ControlMapper mapper = session.getMapper(ControlMapper.class);
            long version = mapper.lockedVersion() + 1;
            rows.accept(mapper, version);
            return version;
        });
    }
}
