package redpacket.loadtest.bench.overload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import redpacket.loadtest.load.ApiClients;
import redpacket.loadtest.load.OpenLoad;
import redpacket.loadtest.load.WarmUp;
import redpacket.loadtest.report.ResultFile;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.ProcessorTime;
import redpacket.loadtest.stack.Restoration;
import redpacket.loadtest.stack.StackCores;
import redpacket.local.api.PublicApi;
import redpacket.local.stack.StateDirectory;

/**
 * Measures more load than the machine can serve, in an open loop. It first searches the capacity. Then it offers five
 * times the load at which every call is served. Last it offers five times the load with the most useful opens, with
 * shedding and without. A load generator that cannot begin so many calls begins as many as it can. Each run is followed
 * by half of a load that is served whole. With taskset the stack has one core and the load generator the others.
 */
public final class OverloadBench {
    /** With 128 streams each, no call waits for a stream in the load generator. */
    private static final int CONNECTIONS = 96;
    /** Long enough for credits, which begin later than opens, to take their part of the CPU. */
    private static final int STEP_SECONDS = 20;

    private static final int AFTER_SECONDS = 15;
    private static final double TIMES = 5;
    private static final double AFTER = 0.5;
    private static final int IN_FLIGHT_MAX = 12_000;
    private static final int WARM_UP_RATE = 2_000;
    private static final int WARM_UP_SECONDS = 20;
    private static final int REFUSED_RATE = 6_000;
    private static final int REFUSED_SECONDS = 8;
    private static final String SWITCH = "/ops/v1/switches/shedding";
    /** The contract's bound for a switch to take effect everywhere. */
    private static final long SWITCH_MILLIS = 2_000;

    private final StateDirectory state;
    private final Path root;
    private final int seconds;
    private final int served;
    private final Map<String, Object> result = new LinkedHashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    /** @param served calls a second that the stack can serve; 0 to search them */
    public OverloadBench(StateDirectory state, Path root, int seconds, int served) {
        this.state = state;
        this.root = root;
        this.seconds = seconds;
        this.served = served;
    }

    /** Whether every claim of the bench holds. */
    public boolean run() throws IOException, InterruptedException {
        StackCores cores = new StackCores(state);
        try (Restoration restoration = new Restoration();
                OpenLoad load = new OpenLoad(state);
                ApiClients clients = new ApiClients(state, CONNECTIONS)) {
            restoration.add("the stack runs on all cores", () -> cores.pin(null));
            restoration.add("shedding is on", () -> turn(load.api(), true));
            Mix mix = new Mix(load, clients);
            warmUp(load, mix);
            cores.pin("0");
            measure(load, mix);
        } finally {
            // After a failed run the steps before it are still a result.
            if (!result.isEmpty()) {
                result.put("verdicts", verdicts.stream().map(Verdict::toString).toList());
                ResultFile.write(
                        root,
                        "overload",
                        "./redpacket bench overload --seconds " + seconds + (served > 0 ? " --served " + served : ""),
                        result);
            }
        }
        verdicts.forEach(System.out::println);
        return verdicts.stream().allMatch(Verdict::holds);
    }

    private void measure(OpenLoad load, Mix mix) throws InterruptedException {
        Capacity capacity = served > 0
                ? new Capacity(served, 0, served, served, Capacity.OFFERED_MAX)
                : Capacity.find(offered -> step(load, mix, offered));
        tell(capacity);
        if (served == 0) {
            Offer whole = Offer.of("the load that it serves whole", capacity.every(), capacity.offeredMax());
            verdicts.addAll(run(load, mix, whole, capacity.peak(), capacity.every() * AFTER, true)
                    .list(0));
        }
        Offer atMost = Offer.of("the load with the most useful opens", capacity.atMost(), capacity.offeredMax());
        OverloadVerdicts with = run(load, mix, atMost, capacity.peak(), capacity.whole() * AFTER, true);
        OverloadVerdicts without = run(load, mix, atMost, capacity.peak(), capacity.whole() * AFTER, false);
        verdicts.addAll(with.list(without.usefulASecond()));
    }

    private void tell(Capacity capacity) {
        System.out.printf(
                Locale.ROOT, "It serves %.0f calls a second, %.0f useful opens%n", capacity.atMost(), capacity.peak());
        result.put("calls served a second at most", capacity.atMost());
        result.put("peak of useful opens a second", capacity.peak());
        result.put("calls a second at which all opens are useful", capacity.whole());
        result.put("calls a second at which every call is served", capacity.every());
        if (capacity.atMost() == 0) {
            throw new IllegalStateException("no open is useful: is the stack up? ./redpacket status shows it");
        }
    }

    /** Runs on all cores, because on one core the compilers take minutes. */
    private void warmUp(OpenLoad load, Mix mix) throws InterruptedException {
        new WarmUp(state, load).run(() -> {
            mix.prepare(WARM_UP_RATE * WARM_UP_SECONDS);
            return MixLoad.closed(mix, WARM_UP_SECONDS);
        });
        // Refusals are warmed up too.
        new WarmUp(state, load).run(() -> {
            mix.prepare(REFUSED_RATE * REFUSED_SECONDS);
            return offer(mix, REFUSED_RATE, REFUSED_SECONDS).servedASecond();
        });
    }

    /** Offers calls until the time is over, and waits for all answers. */
    private static Tally offer(Mix mix, double perSecond, int forSeconds) throws InterruptedException {
        Tally tally = new Tally(forSeconds);
        Semaphore places = new Semaphore(IN_FLIGHT_MAX);
        MixLoad.open(mix, perSecond, forSeconds, tally, places);
        places.acquire(IN_FLIGHT_MAX);
        return tally;
    }

    /** So many times a base load, in calls a second. */
    private record Offer(String base, double times, double basePerSecond) {
        static Offer of(String base, double basePerSecond, double offeredMax) {
            return new Offer(base, Math.min(TIMES, offeredMax / basePerSecond), basePerSecond);
        }

        double perSecond() {
            return times * basePerSecond;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f times %s", times, base);
        }
    }

    /** Offers the overload, and then a load that is served whole. */
    private OverloadVerdicts run(OpenLoad load, Mix mix, Offer offer, double peak, double afterwards, boolean shedding)
            throws InterruptedException {
        String how = offer + (shedding ? ", with shedding" : ", without shedding");
        double perSecond = offer.perSecond();
        turn(load.api(), shedding);
        load.drain();
        mix.prepare((int) (perSecond * seconds + afterwards * AFTER_SECONDS));
        OpenStages stages = OpenStages.begin(state);
        ProcessorTime before = ProcessorTime.now(state);
        Tally tally = new Tally(seconds);
        Tally after = new Tally(AFTER_SECONDS);
        Semaphore places = new Semaphore(IN_FLIGHT_MAX);
        MixLoad.open(mix, perSecond, seconds, tally, places);
        ProcessorTime then = ProcessorTime.now(state);
        MixLoad.open(mix, afterwards, AFTER_SECONDS, after, places);
        places.acquire(IN_FLIGHT_MAX);
        turn(load.api(), true);
        show(String.format(Locale.ROOT, "%s: %.0f calls a second", how, perSecond), tally);
        Map<String, Object> figures = figures(tally, then.waitsSince(before), stages);
        Map<String, Double> micros = then.since(before, (long) (perSecond * seconds));
        System.out.println("  µs of CPU a call: " + ProcessorTime.table(micros));
        int recovered = after.recoveredSeconds();
        System.out.println("  recovered after " + recovered + " s");
        figures.put("offered calls a second", perSecond);
        if (peak > 0) {
            figures.put("of the peak", tally.goodput() / peak);
        }
        figures.put("recovered after seconds", recovered);
        figures.put("useful opens by second afterwards", after.figures().get("useful opens by second"));
        figures.put("microseconds of CPU a call", micros);
        result.put(how, figures);
        return new OverloadVerdicts(how, tally.goodput(), tally.offeredASecond(Mix.Kind.OPEN), peak, recovered);
    }

    private static void turn(PublicApi api, boolean on) throws InterruptedException {
        // After an overload without shedding the service of the switches may refuse for a while.
        var unused = OpenLoad.repeat(() -> api.ops("PUT", SWITCH, "{\"on\":" + on + "}"), Set.of(200));
        Thread.sleep(SWITCH_MILLIS);
    }

    private Tally step(OpenLoad load, Mix mix, double perSecond) throws InterruptedException {
        mix.prepare((int) (perSecond * STEP_SECONDS));
        load.drain();
        OpenStages stages = OpenStages.begin(state);
        ProcessorTime before = ProcessorTime.now(state);
        Tally tally = offer(mix, perSecond, STEP_SECONDS);
        String name = String.format(Locale.ROOT, "offered %.0f calls a second", perSecond);
        show(name, tally);
        result.put(name, figures(tally, ProcessorTime.now(state).waitsSince(before), stages));
        return tally;
    }

    private static Map<String, Object> figures(Tally tally, Map<String, Double> waits, OpenStages stages) {
        Map<String, Double> millis = stages.end();
        System.out.println("  µs waited for a CPU: " + ProcessorTime.list(waits));
        System.out.println("  ms of an open: " + OpenStages.list(millis));
        Map<String, Object> figures = tally.figures();
        figures.put("microseconds waited for a CPU", waits);
        figures.put("milliseconds of an open", millis);
        return figures;
    }

    private static void show(String name, Tally tally) {
        System.out.printf(
                Locale.ROOT,
                "%-36s %6.0f useful opens/s  p50 %7.1f ms  p99 %8.1f ms  failed %d  late p99 %.1f ms%n  served: %s%n",
                name,
                tally.goodput(),
                tally.p50Millis(),
                tally.p99Millis(),
                tally.failures(),
                tally.lateP99Millis(),
                tally.parts());
    }
}
