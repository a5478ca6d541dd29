package redpacket.loadtest;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import redpacket.loadtest.chaos.ChaosMoney;
import redpacket.loadtest.chaos.ChaosShake;
import redpacket.loadtest.stack.ReadyStack;
import redpacket.local.command.Redpacket;

/** Load with faults, and the proof after it. Exit code 1 means that an invariant does not hold. */
@Command(
        name = "chaos",
        synopsisSubcommandLabel = "NAME",
        description = "kill processes under load and check every invariant")
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

    @Command(aliases = "all", description = "sends and opens while services, databases, Redis and Kafka are killed")
    int money(
            @Option(names = "--seed", paramLabel = "N", description = "of the plan of faults (default: random)")
                    @Nullable
                    Long seed,
            @Option(names = "--seconds", paramLabel = "N", defaultValue = "180", description = "length (default 180)")
                    int seconds)
            throws Exception {
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(SEED_MAX) : seed;
        return new ChaosMoney(ReadyStack.require(redpacket.state()), chosen, seconds).run() ? 0 : 1;
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
