package redpacket.packet.set;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.process.ProcessSettings;

/** Opens the databases of all packet sets and closes them at the end. */
public final class OpenSets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSets.class);

    private final PacketSets sets;
    private final List<OpeningGroup> opening;

    private OpenSets(PacketSets sets, List<OpeningGroup> opening) {
        this.sets = sets;
        this.opening = opening;
    }

    public static OpenSets open(ProcessSettings process, OpeningSettings settings, MeterRegistry meters)
            throws InterruptedException {
        List<PacketSet> sets = new ArrayList<>();
        List<OpeningGroup> opening = new ArrayList<>();
        for (ProcessSettings.PacketSet configured : process.sets()) {
            DatabaseSettings database = DatabaseSettings.ofSet(process, configured);
            MemberGroup group = MemberGroup.open(database, meters);
            sets.add(new PacketSet(configured.setId(), configured.name(), group));
            opening.add(new OpeningGroup(group, database, "db/set"));
        }
        long end = System.nanoTime() + Duration.ofMillis(settings.waitMillis()).toNanos();
        for (int i = 0; i < sets.size(); i++) {
            if (!opening.get(i).await(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                LOG.warn(
                        "{} is not open yet; the others serve without it",
                        sets.get(i).name());
            }
        }
        return new OpenSets(new PacketSets(sets), List.copyOf(opening));
    }

    public PacketSets sets() {
        return sets;
    }

    @Override
    public void close() {
        opening.forEach(OpeningGroup::close);
    }
}
