package redpacket.loadtest;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import redpacket.loadtest.bench.events.EventsBench;
import redpacket.loadtest.bench.open.EdgeBench;
import redpacket.loadtest.bench.open.OpenBench;
import redpacket.loadtest.bench.overload.OverloadBench;
import redpacket.loadtest.bench.rate.LagBench;
import redpacket.loadtest.bench.rate.SustainBench;
import redpacket.loadtest.bench.scale.ScaleBench;
import redpacket.loadtest.bench.shake.ShakeBench;
import redpacket.loadtest.report.PerformancePage;
import redpacket.loadtest.report.Report;
import redpacket.loadtest.stack.ReadyStack;
import redpacket.local.command.Redpacket;
import redpacket.local.stack.StateDirectory;

/** The benches and their flags. Exit code 1 means that a claim of the bench does not hold. */
@Command(name = "bench", synopsisSubcommandLabel = "NAME", description = "measure the running stack")
final class BenchCommand implements Runnable {
    private static final String ROUNDS = "rounds (default 3)";

    private final Redpacket redpacket;

    BenchCommand(Redpacket redpacket) {
        this.redpacket = redpacket;
    }

    @Override
    public void run() {
        throw new IllegalArgumentException("bench: the name of a bench is missing; ./redpacket help lists them");
    }

    private Path root() {
        return redpacket.root();
    }

    private StateDirectory stack() {
        return ReadyStack.require(redpacket.state());
    }

    private static int code(boolean holds) {
        return holds ? 0 : 1;
    }

    @Command(description = "durable opens a second, hot packet and 1,000 packets, beside row locking")
    int open(@Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = ROUNDS) int rounds)
            throws Exception {
        return code(new OpenBench(stack(), root(), rounds).run("open", true).holds());
    }

    @Command(description = "the hot packet alone")
    int hot(@Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = ROUNDS) int rounds)
            throws Exception {
        return code(new OpenBench(stack(), root(), rounds).run("hot", false).holds());
    }

    @Command(description = "grabs of an open packet, beside opens that win")
    int grab(@Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = ROUNDS) int rounds)
            throws Exception {
        return code(new EdgeBench(stack(), root(), rounds).run("grab").holds());
    }

    @Command(description = "opens of an ended packet, beside opens that win")
    int soldout(@Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = ROUNDS) int rounds)
            throws Exception {
        return code(new EdgeBench(stack(), root(), rounds).run("soldout").holds());
    }

    @Command(description = "latency of opens and credits at a rate")
    int lag(
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "500",
                            description = "opens a second (default 500)")
                    int rate,
            @Option(names = "--seconds", paramLabel = "N", defaultValue = "20", description = "length (default 20)")
                    int seconds,
            @Option(
                            names = "--kafka-away",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "seconds without Kafka (default 0)")
                    int kafkaAway)
            throws Exception {
        return code(
                new LagBench(stack(), root(), rate, seconds, kafkaAway).run().holds());
    }

    @Command(description = "the highest rate that is paid within a second, half of it, and a burst")
    int sustain(
            @Option(names = "--seconds", paramLabel = "N", defaultValue = "20", description = "length (default 20)")
                    int seconds)
            throws Exception {
        return code(new SustainBench(stack(), root(), seconds).run().holds());
    }

    @Command(description = "many clients that follow their events: nothing lost or doubled, memory constant")
    int events(
            @Option(names = "--phones", paramLabel = "N", defaultValue = "2000", description = "clients (default 2000)")
                    int clients,
            @Option(names = "--seconds", paramLabel = "N", defaultValue = "20", description = "length (default 20)")
                    int seconds)
            throws Exception {
        return code(new EventsBench(stack(), root(), clients, seconds).run());
    }

    @Command(description = "five times the load that is served, with shedding and without")
    int overload(
            @Option(names = "--seconds", paramLabel = "N", defaultValue = "20", description = "length (default 20)")
                    int seconds,
            @Option(
                            names = "--served",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "calls a second that are served (default: searched)")
                    int served)
            throws Exception {
        return code(new OverloadBench(stack(), root(), seconds, served).run());
    }

    @Command(description = "cost of an open on own stacks of 1, 2 and 4 sets, and with a million stored packets")
    int scale(
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "250",
                            description = "opens a second (default 250)")
                    int rate,
            @Option(names = "--seconds", paramLabel = "N", defaultValue = "20", description = "length (default 20)")
                    int seconds,
            @Option(
                            names = "--sets",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "one size alone (default: all)")
                    int sets)
            throws Exception {
        return code(new ScaleBench(root(), rate, seconds, sets).run().holds());
    }

    @Command(description = "shakes a second of a gateway on one core, beside nginx; needs no stack")
    int shake(
            @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = ROUNDS) int rounds,
            @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", description = "of a round (default 10)")
                    int seconds,
            @Option(
                            names = "--shakes",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "of a long run with the memory sampled (default 0)")
                    long shakes,
            @Option(
                            names = "--users",
                            paramLabel = "N",
                            defaultValue = "1000000",
                            description = "of the long run (default 1000000)")
                    long users)
            throws Exception {
        return code(new ShakeBench(root(), rounds, seconds, shakes, users).run());
    }

    @Command(description = "open, grab, soldout, lag and sustain, into docs/performance/figures.md")
    int all(@Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = ROUNDS) int rounds)
            throws Exception {
        StateDirectory state = stack();
        List<Report> reports = List.of(
                new OpenBench(state, root(), rounds).run("open", true),
                new EdgeBench(state, root(), rounds).run("grab"),
                new EdgeBench(state, root(), rounds).run("soldout"),
                new LagBench(state, root(), 500, 20, 0).run(),
                new SustainBench(state, root(), 20).run());
        new PerformancePage(root()).write(reports);
        return code(reports.stream().allMatch(Report::holds));
    }
}
