package redpacket.packet.set;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.Migrations;
import redpacket.common.id.SetId;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;

/** The packet sets, each with a member group of its own: nothing here is shared between two sets. */
@Component
public final class PacketSets extends StartBeforeServing {
    private final Map<SetId, PacketSet> sets = new LinkedHashMap<>();
    private final List<Runnable> migrations = new ArrayList<>();

    PacketSets(ProcessSettings process, MeterRegistry meters) {
        for (ProcessSettings.PacketSet configured : process.sets()) {
            DatabaseSettings settings = DatabaseSettings.ofSet(process, configured);
            MemberGroup group = MemberGroup.open(settings, meters);
            migrations.add(() -> Migrations.run(group, settings, "db/set"));
            sets.put(
                    configured.setId(),
                    new PacketSet(configured.setId(), configured.name(), configured.redis(), group));
        }
    }

    @Override
    protected void begin() {
        migrations.forEach(Runnable::run);
        sets.values().forEach(set -> set.group().startHeartbeat());
    }

    public List<PacketSet> all() {
        return List.copyOf(sets.values());
    }

    /** Throws for a set that is not configured here: an id with a genuine MAC names one that is. */
    public PacketSet of(SetId id) {
        PacketSet set = sets.get(id);
        if (set == null) {
            throw new IllegalStateException("set " + id + " is not configured here; see redpacket.sets");
        }
        return set;
    }

    @Override
    protected void end() {
        sets.values().forEach(set -> set.group().close());
    }

    /** A set: id, name, host:port of its Redis, its databases. */
    public record PacketSet(SetId id, String name, String redis, MemberGroup group) {}
}
