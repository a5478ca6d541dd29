package redpacket.packet.control;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import redpacket.common.control.ControlDocument;
import redpacket.common.control.ControlDocument.SetEntry;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.Migrations;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.SetId;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;
import redpacket.common.set.SetRouter;
import redpacket.common.set.SetState;

/** The states of sets, read again every 300 ms; while they cannot be read, what was read last stands. */
@Component
public class SetStates extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(SetStates.class);

    private final List<ProcessSettings.PacketSet> sets;
    private final DatabaseSettings settings;
    private final MemberGroup group;
    private final SqlSessions sessions;
    private final Clock clock;
    private final Instant begun;
    private volatile ControlDocument document = ControlDocument.EMPTY;
    private volatile SetRouter router;

    SetStates(ProcessSettings process, Clock clock, MeterRegistry meters) {
        this.sets = process.sets();
        this.clock = clock;
        this.begun = now();
        this.settings = DatabaseSettings.ofAccounts(process, "control");
        this.group = MemberGroup.open(settings, meters);
        this.sessions = new SqlSessions(group.primary(), StateMapper.class);
        this.router = new SetRouter(ids(), Map.of());
    }

    @Override
    protected void begin() {
        Migrations.run(group, settings, "db/control");
        group.startHeartbeat();
        read();
    }

    public ControlDocument document() {
        return document;
    }

    public SetRouter router() {
        return router;
    }

    /** Stores the state; in force here when this returns, elsewhere within a second. */
    void change(SetId set, SetState state, String why) {
        sessions.write(session -> {
            StateMapper mapper = session.getMapper(StateMapper.class);
            mapper.save(new StateRow(set.value(), state, why, now(), mapper.version() + 1));
            return set;
        });
        read();
    }

    @Scheduled(fixedDelay = 300)
    void refresh() {
        try {
            read();
        } catch (RuntimeException e) {
            LOG.debug("the states of sets cannot be read, the last ones stand: {}", e.getMessage());
        }
    }

    private synchronized void read() {
        Map<Integer, StateRow> rows = sessions
                .read(session -> session.getMapper(StateMapper.class).all())
                .stream()
                .collect(Collectors.toMap(StateRow::setId, Function.identity()));
        long version = rows.values().stream().mapToLong(StateRow::version).max().orElse(0);
        List<SetEntry> entries = sets.stream()
                .map(set -> {
                    StateRow row = rows.get(set.id());
                    return row == null
                            ? new SetEntry(set.id(), set.name(), SetState.OPEN, "", begun)
                            : new SetEntry(set.id(), set.name(), row.state(), row.why(), row.since());
                })
                .toList();
        document = new ControlDocument(version, entries);
        router = new SetRouter(ids(), document.states());
    }

    private List<SetId> ids() {
        return sets.stream().map(ProcessSettings.PacketSet::setId).toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    protected void end() {
        group.close();
    }

    record StateRow(int setId, SetState state, String why, Instant since, long version) {}

    @Mapper
    interface StateMapper {
        @Select("SELECT set_id, state, why, since, version FROM set_states")
        List<StateRow> all();

        @Select("SELECT COALESCE(MAX(version), 0) FROM set_states")
        long version();

        @Insert("INSERT INTO set_states (set_id, state, why, since, version)"
                + " VALUES (#{row.setId}, #{row.state}, #{row.why}, #{row.since}, #{row.version})"
                + " ON DUPLICATE KEY UPDATE since = IF(state = VALUES(state), since, VALUES(since)),"
                + " state = VALUES(state), why = VALUES(why), version = VALUES(version)")
        void save(@Param("row") StateRow row);
    }
}
