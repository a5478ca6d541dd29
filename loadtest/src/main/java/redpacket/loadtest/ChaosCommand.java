package redpacket.loadtest;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redpacket.loadtest.chaos.ChaosMoney;
import redpacket.loadtest.chaos.ChaosShake;
import redpacket.loadtest.chaos.Matrix;
import redpacket.loadtest.fault.FaultPlan;
import redpacket.loadtest.stack.Databases;
import redpacket.loadtest.stack.ReadyStack;
import redpacket.local.command.Redpacket;
import redpacket.local.stack.StateDirectory;

/** Load with faults, and the proof after it. Exit code 1 means that an invariant does not hold. */
@Command(
        name = "chaos",
        synopsisSubcommandLabel = "NAME",
        description = "strike faults under load and check every invariant")
final class ChaosCommand implements Runnable {
    private static final int SEED_MAX = 1_000_000;

    private final Redpacket redpacket;

    ChaosCommand(Redpacket redpacket) {
        this.redpacket = redpacket;
    }

    @Override
    public void run() {
        throw new IllegalArgumentException("chaos: the name is missing; ./redpacket help lists them");
    }

    @Command(description = "sends and opens while services, databases, Redis and Kafka are killed")
    int money(
            @Option(names = "--seed", paramLabel = "N", description = "of the plan of faults (default: random)")
                    @Nullable
                    Long seed,
            @Option(names = "--seconds", paramLabel = "N", defaultValue = "180", description = "length (default 180)")
                    int seconds)
            throws Exception {
        return new ChaosMoney(ReadyStack.require(redpacket.state()), chosen(seed), seconds).run() ? 0 : 1;
    }

    @Command(description = "databases of a packet set: killed, frozen, without acknowledgements, without copies")
    int sets(@Mixin MatrixFlags flags) throws Exception {
        return matrix("sets", flags);
    }

    @Command(description = "Redis of a packet set: killed, frozen, emptied")
    int redis(@Mixin MatrixFlags flags) throws Exception {
        return matrix("redis", flags);
    }

    @Command(description = "Kafka killed and frozen, and a record that no consumer can apply")
    int kafka(@Mixin MatrixFlags flags) throws Exception {
        return matrix("kafka", flags);
    }

    @Command(description = "services killed and frozen, and the databases of the ledger")
    int services(@Mixin MatrixFlags flags) throws Exception {
        return matrix("services", flags);
    }

    @Command(description = "SIGTERM to one service after another")
    int rolling(@Mixin MatrixFlags flags) throws Exception {
        return matrix("rolling", flags);
    }

    @Command(description = "every fault of the other names but money and shake")
    int all(@Mixin MatrixFlags flags) throws Exception {
        return matrix("all", flags);
    }

    @Command(description = "three faults of one packet set, for a build")
    int brief(@Mixin MatrixFlags flags) throws Exception {
        return matrix("brief", flags);
    }

    private static long chosen(@Nullable Long seed) {
        return seed == null ? ThreadLocalRandom.current().nextInt(SEED_MAX) : seed;
    }

    private int matrix(String name, MatrixFlags flags) throws Exception {
        StateDirectory state = ReadyStack.require(redpacket.state());
        List<String> sets = new Databases(state).sets();
        FaultPlan plan = FaultPlan.of(name, chosen(flags.seed), flags.rounds, sets);
        return new Matrix(state, plan, flags.patience, sets).run() ? 0 : 1;
    }

    /** The flags of every run of faults. */
    static final class MatrixFlags {
        @Option(names = "--seed", paramLabel = "N", description = "of the order and the targets (default: random)")
        private @Nullable Long seed;

        @Option(
                names = "--rounds",
                paramLabel = "N",
                defaultValue = "1",
                description = "how often every fault is struck (default 1)")
        private int rounds;

        @Option(
                names = "--patience",
                paramLabel = "N",
                defaultValue = "1",
                description = "multiplies every bound, for a busy machine (default 1)")
        private int patience;
    }

    @Command(description = "a campaign through two gateways, one of them killed; needs up --gateways 2")
    int shake(
            @Option(
                            names = "--prizes",
                            paramLabel = "N",
                            defaultValue = "100000",
                            description = "prizes (default 100000)")
                    int prizes,
            @Option(names = "--seconds", paramLabel = "N", defaultValue = "180", description = "length (default 180)")
                    int seconds)
            throws Exception {
        return new ChaosShake(ReadyStack.require(redpacket.state()), redpacket.root(), prizes, seconds).run() ? 0 : 1;
    }
}
