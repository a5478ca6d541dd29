package redpacket.loadtest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import redpacket.loadtest.chaos.ChaosMoney;
import redpacket.loadtest.chaos.ChaosShake;
import redpacket.loadtest.shake.ShakeBench;
import redpacket.local.api.ControlClient;
import redpacket.local.stack.StateDirectory;

/** {@code ./redpacket bench NAME} and {@code ./redpacket chaos NAME}: on the stack that runs. */
public final class Main {
    private static final String USAGE = """
            usage: ./redpacket bench NAME [--rounds N] [--rate N] [--seconds N]
                   ./redpacket chaos money|shake|all [--seed N] [--seconds N] [--prizes N]
              open     durable opens a second through HTTPS, one hot packet and 1,000 packets of 10, beside row locking
              hot      the hot packet alone, beside row locking and the lane without HTTP
              grab     grabs of an open packet beside opens that win
              soldout  opens of an ended packet beside opens that win
              lag      opens at --rate for --seconds (500 for 20): their latency, and the time to the wallet
                       (--kafka-away N: while Kafka is dead for N seconds)
              sustain  the highest rate at which all is paid within a second for --seconds; half of it; a burst above it
              events   --phones (2,000) that follow their inbox at once for --seconds: nothing missed, memory flat
              overload five times what it can serve, in an open loop for --seconds, with shedding and without
                       (--served N: calls a second that it can serve, where that is known; else it looks for them)
              rowlock  the baseline alone: SELECT … FOR UPDATE on the same servers, no HTTP
              scale    the same load (--rate, 250, for --seconds) on stacks of 1, 2 and 4 sets that it brings itself, and with
                       10,000 and 1,000,000 packets stored; the stack should be down (--sets 2: one alone)
              all      all of these but overload, events and scale, into docs/performance.md with a plot
              shake    shakes a second of one gateway on one core, beside nginx and bare reactor-netty; needs no stack
                       (--shakes 10000000 --users 1000000: a long run at the end, of which the memory is watched)
              money    load while services, databases, Redis and Kafka are killed; checked by invariant
              shake    a campaign of --prizes (100,000) through two gateways, one killed half-way; needs up --gateways 2
            The stack must be up: ./redpacket up""";
    private static final int SHAKE_SECONDS = 10;
    private static final List<String> ALL = List.of("open", "grab", "soldout", "lag", "sustain");
    private static final List<String> BENCHES = List.of("rowlock", "open", "hot", "grab", "soldout", "lag", "sustain");

    private final StateDirectory state;
    private final Path root;
    private final int rounds;
    private final int rate;
    private final int served;
    private final int seconds;
    private final long seed;
    private final long shakes;
    private final long users;
    private final int prizes;
    private final int phones;
    private final int kafkaAway;
    private final int sets;

    private Main(List<String> words) {
        this.root = Path.of(System.getProperty("redpacket.root", "."));
        this.state = new StateDirectory(
                Path.of(take(words, "--state", System.getenv().getOrDefault("REDPACKET_STATE", root + "/.state"))));
        this.rounds = Integer.parseInt(take(words, "--rounds", "3"));
        this.served = Integer.parseInt(take(words, "--served", "0"));
        this.rate = Integer.parseInt(take(words, "--rate", words.contains("scale") ? "250" : "500"));
        boolean chaos = words.contains("chaos");
        this.seconds = Integer.parseInt(take(words, "--seconds", chaos ? "180" : "20"));
        this.shakes = Long.parseLong(take(words, "--shakes", "0"));
        this.users = Long.parseLong(take(words, "--users", "1000000"));
        this.prizes = Integer.parseInt(take(words, "--prizes", "100000"));
        this.kafkaAway = Integer.parseInt(take(words, "--kafka-away", "0"));
        this.sets = Integer.parseInt(take(words, "--sets", "0"));
        this.phones = Integer.parseInt(take(words, "--phones", "2000"));
        this.seed = Long.parseLong(take(words, "--seed", Long.toString(System.currentTimeMillis())));
    }

    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        int status;
        try {
            status = new Main(words).run(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            status = 2;
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private int run(List<String> words) throws Exception {
        if (words.size() == 2
                && words.getFirst().equals("chaos")
                && List.of("money", "all").contains(words.get(1))) {
            mustBeUp();
            return new ChaosMoney(state, seed, seconds).run() ? 0 : 1;
        }
        if (words.equals(List.of("chaos", "shake"))) {
            mustBeUp();
            return new ChaosShake(state, root, prizes, seconds).run() ? 0 : 1;
        }
        if (words.size() == 2 && words.getFirst().equals("bench")) {
            String name = words.get(1);
            if (name.equals("shake")) {
                return new ShakeBench(root, rounds, Math.min(seconds, SHAKE_SECONDS), shakes, users).run() ? 0 : 1;
            }
            if (BENCHES.contains(name) || List.of("all", "events", "overload").contains(name)) {
                mustBeUp();
            }
            if (name.equals("events")) {
                new EventsBench(state, root, phones, seconds).run();
                return 0;
            }
            if (name.equals("overload")) {
                new OverloadBench(state, root, seconds, served).run();
                return 0;
            }
            if (name.equals("all")) {
                List<Report> reports = new ArrayList<>();
                for (String bench : ALL) {
                    System.out.println("\nbench " + bench);
                    reports.add(bench(bench));
                }
                new PerformancePage(root).write(reports);
                return 0;
            }
            if (BENCHES.contains(name) || name.equals("scale")) {
                var unused = bench(name);
                return 0;
            }
        }
        System.err.println(USAGE);
        return 2;
    }

    /** Throws with what is not ready: a measurement of half a stack says nothing. */
    private void mustBeUp() {
        String waited = new ControlClient(state)
                .ask("status")
                .lines()
                .map(row -> row.split("\t", -1))
                .filter(cells -> !cells[1].equals("READY"))
                .map(cells -> cells[0])
                .collect(Collectors.joining(", "));
        if (!waited.isEmpty()) {
            throw new IllegalStateException("Not ready: " + waited + ". ./redpacket status shows more.");
        }
    }

    private Report bench(String name) throws Exception {
        return switch (name) {
            case "open" -> new OpenBench(state, root, rounds).run(name, true);
            case "hot" -> new OpenBench(state, root, rounds).run(name, false);
            case "grab", "soldout" -> new EdgeBench(state, root, rounds).run(name);
            case "lag" -> new LagBench(state, root, rate, seconds, kafkaAway).run();
            case "sustain" -> new SustainBench(state, root, seconds).run();
            case "scale" -> new ScaleBench(root, rate, seconds, sets).run();
            case "rowlock" -> rowLocking();
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private Report rowLocking() throws Exception {
        Report report = new Report("rowlock", "./redpacket bench rowlock --rounds " + rounds, root);
        try (RowLocking rowLocking = new RowLocking(state)) {
            for (int round = 0; round < rounds; round++) {
                report.add(rowLocking.run("hot packet, row locking", 1, 10_000, 5_000_000_000L));
                report.add(rowLocking.run("1,000 packets of 10, row locking", 1_000, 10, 5_000_000_000L));
            }
        }
        report.write();
        return report;
    }

    private static String take(List<String> words, String flag, String otherwise) {
        int at = words.indexOf(flag);
        if (at < 0) {
            return otherwise;
        }
        if (at + 1 >= words.size()) {
            throw new IllegalArgumentException(flag + " needs a value");
        }
        words.remove(at);
        return words.remove(at);
    }
}
