package redpacket.packet.set;

import java.util.List;
import java.util.function.Function;
import redpacket.common.process.StartBeforeServing;

/** A worker of one kind for each set, none of which waits for another set's. */
public final class SetWorkers extends StartBeforeServing {
    private final List<SetWorker> workers;

    public SetWorkers(
            String work, PacketSets sets, LeaseSettings settings, Function<PacketSet, SetWorker.Round> roundOf) {
        this.workers = sets.all().stream()
                .map(set -> new SetWorker(work, set, sets, settings, roundOf.apply(set)))
                .toList();
    }

    @Override
    protected void begin() {
        workers.forEach(SetWorker::start);
    }

    @Override
    protected void end() {
        workers.forEach(SetWorker::interrupt);
        workers.forEach(SetWorker::close);
    }
}
