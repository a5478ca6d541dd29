package redpacket.packet.set;

import java.util.List;
import java.util.function.Function;

/** A worker of one kind for each set, none of which waits for another set's. */
public final class SetWorkers implements AutoCloseable {
    private final List<SetWorker> workers;

    public SetWorkers(
            String work, PacketSets sets, LeaseSettings settings, Function<PacketSet, SetWorker.Round> roundOf) {
        this.workers = sets.all().stream()
                .map(set -> new SetWorker(work, set, sets, settings, roundOf.apply(set)).start())
                .toList();
    }

    @Override
    public void close() {
        workers.forEach(SetWorker::close);
    }
}
