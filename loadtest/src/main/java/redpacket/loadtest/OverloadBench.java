package redpacket.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import redpacket.local.api.PublicApi;
import redpacket.local.stack.StateDirectory;

/**
 * More than the machine can serve, in an open loop: calls begin at their rate whether answered or not. First ever more,
 * until no more opens are useful or the load generator's core is full; then five times the rate at which every call is
 * served; then five times what was served where most opens were useful, or as many times as the load generator can, with
 * shedding and without, each time followed by half of what it serves whole: the highest rate at which all opens are useful.
 * The stack has one core and the load generator the other, where the machine has taskset.
 */
final class OverloadBench {
    /** With 128 streams each, as many as calls under way: none waits for a stream in the load generator. */
    private static final int CONNECTIONS = 96;

    /** What comes after an open has begun to be paid for by then: in the first seconds more opens are served than for long. */
    private static final int STEP_SECONDS = 20;

    private static final int AFTER_SECONDS = 15;
    private static final double OFFERED_FIRST = 150;
    private static final double OFFERED_STEP = 1.7;
    private static final double OFFERED_MAX = 20_000;
    /** Steps on end at which no more was served than before. */
    private static final int PAST_MAX = 2;

    /** A load generator whose calls begin later than that has no processor left. */
    private static final double LATE_MILLIS_MAX = 50;

    private static final double TIMES = 5;
    private static final double AFTER = 0.5;
    /** Of what is offered, that must be useful for a second to count as recovered. */
    private static final double WELL = 0.95;

    private static final int UNDER_WAY_MAX = 12_000;
    private static final int WARM_UP_RATE = 2_000;
    private static final int WARM_UP_SECONDS = 20;
    private static final int TOO_MUCH_RATE = 6_000;
    private static final int TOO_MUCH_SECONDS = 8;
    private static final String SWITCH = "/ops/v1/switches/shedding";

    private final StateDirectory state;
    private final Path root;
    private final int seconds;
    private final int served;
    private final StackCores cores;

    /** @param served calls a second that the stack can serve; 0 when that is to be found */
    OverloadBench(StateDirectory state, Path root, int seconds, int served) {
        this.state = state;
        this.root = root;
        this.seconds = seconds;
        this.served = served;
        this.cores = new StackCores(state);
    }

    void run() throws IOException, InterruptedException {
        Map<String, Object> result = new LinkedHashMap<>();
        try (OpenLoad load = new OpenLoad(state);
                Phones phones = new Phones(state, CONNECTIONS)) {
            Mix mix = new Mix(load, phones);
            warmUp(load, mix);
            cores.pin("0");
            Capacity capacity =
                    served > 0 ? new Capacity(served, 0, served, served, OFFERED_MAX) : find(load, mix, result);
            tell(capacity, result);
            if (served == 0) {
                Offer whole = Offer.of("what it serves whole", capacity.every, capacity.offeredMax);
                run(load, mix, whole, capacity.peak, capacity.every * AFTER, true, result);
            }
            Offer atMost = Offer.of("what it serves at most", capacity.atMost, capacity.offeredMax);
            run(load, mix, atMost, capacity.peak, capacity.whole * AFTER, true, result);
            run(load, mix, atMost, capacity.peak, capacity.whole * AFTER, false, result);
        } finally {
            // Also where a call failed at the end: what was measured until then is a result.
            if (!result.isEmpty()) {
                ResultFile.write(
                        root,
                        "overload",
                        "./redpacket bench overload --seconds " + seconds + (served > 0 ? " --served " + served : ""),
                        result);
            }
            cores.pin(null);
        }
    }

    /**
     * Calls a second.
     *
     * @param atMost served where most opens are useful
     * @param peak useful opens there; 0 where that is not known
     * @param whole offered, with all opens useful
     * @param every offered, with every call served
     * @param offeredMax that the load generator can begin
     */
    private record Capacity(double atMost, double peak, double whole, double every, double offeredMax) {}

    /** Ever more, each step from rest. */
    private Capacity find(OpenLoad load, Mix mix, Map<String, Object> result) throws InterruptedException {
        double atMost = 0;
        double peak = 0;
        double every = OFFERED_FIRST;
        double whole = OFFERED_FIRST;
        double offeredMax = OFFERED_MAX;
        int past = 0;
        for (double offered = OFFERED_FIRST; past < PAST_MAX && offered <= offeredMax; offered *= OFFERED_STEP) {
            Tally tally = step(load, mix, offered, result);
            if (tally.lateP99Millis() > LATE_MILLIS_MAX) {
                offeredMax = offered / OFFERED_STEP;
                System.out.println("  the load generator cannot offer that");
                break;
            }
            if (tally.servedASecond() >= WELL * offered) {
                every = offered;
            }
            if (tally.goodput() * STEP_SECONDS >= WELL * tally.all(Mix.Kind.OPEN)) {
                whole = offered;
            }
            // Not by all calls: shakes cost next to nothing and go on being served when nothing else is.
            if (tally.goodput() > peak) {
                past = 0;
                atMost = tally.servedASecond();
                peak = tally.goodput();
            } else {
                past++;
            }
        }
        return new Capacity(atMost, peak, whole, every, offeredMax);
    }

    private static void tell(Capacity capacity, Map<String, Object> result) {
        System.out.printf(
                Locale.ROOT, "It serves %.0f calls a second, %.0f useful opens%n", capacity.atMost, capacity.peak);
        result.put("calls served a second at most", capacity.atMost);
        result.put("peak of useful opens a second", capacity.peak);
        result.put("calls a second at which all opens are useful", capacity.whole);
        result.put("calls a second at which every call is served", capacity.every);
        if (capacity.atMost == 0) {
            throw new IllegalStateException("no open is useful: is the stack up and well? ./redpacket status shows it");
        }
    }

    /** Until the services' compilers are quiet; on all cores, since one that shares a core with twenty processes takes minutes. */
    private void warmUp(OpenLoad load, Mix mix) throws InterruptedException {
        new WarmUp(state, load).run(() -> {
            mix.prepare(WARM_UP_RATE * WARM_UP_SECONDS);
            return MixLoad.closed(mix, WARM_UP_SECONDS);
        });
        // Refusals are compiled too: an edge that has never refused is slow at it.
        new WarmUp(state, load).run(() -> {
            mix.prepare(TOO_MUCH_RATE * TOO_MUCH_SECONDS);
            Tally tally = new Tally(TOO_MUCH_SECONDS);
            Semaphore places = new Semaphore(UNDER_WAY_MAX);
            MixLoad.open(mix, TOO_MUCH_RATE, TOO_MUCH_SECONDS, tally, places);
            places.acquire(UNDER_WAY_MAX);
            return tally.servedASecond();
        });
    }

    /** So many times as many calls a second as this. */
    private record Offer(String what, double times, double base) {
        /** Five times, or as many as the load generator can begin. */
        static Offer of(String what, double base, double offeredMax) {
            return new Offer(what, Math.min(TIMES, offeredMax / base), base);
        }

        double perSecond() {
            return times * base;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f times %s", times, what);
        }
    }

    /** Many times what it can serve, then so many a second. */
    private void run(
            OpenLoad load,
            Mix mix,
            Offer offer,
            double peak,
            double afterwards,
            boolean shedding,
            Map<String, Object> result)
            throws InterruptedException {
        String how = offer + (shedding ? ", with shedding" : ", without shedding");
        double perSecond = offer.perSecond();
        turn(load.api(), shedding);
        try {
            load.drain();
            mix.prepare((int) (perSecond * seconds + afterwards * AFTER_SECONDS));
            OpenStages stages = OpenStages.begin(state);
            ProcessorTime before = ProcessorTime.now(state);
            Tally tally = new Tally(seconds);
            Tally after = new Tally(AFTER_SECONDS);
            Semaphore places = new Semaphore(UNDER_WAY_MAX);
            MixLoad.open(mix, perSecond, seconds, tally, places);
            ProcessorTime then = ProcessorTime.now(state);
            Map<String, Double> micros = then.since(before, (long) (perSecond * seconds));
            Map<String, Double> waits = then.waitsSince(before);
            MixLoad.open(mix, afterwards, AFTER_SECONDS, after, places);
            places.acquire(UNDER_WAY_MAX);
            show(String.format(Locale.ROOT, "%s: %.0f calls a second", how, perSecond), tally);
            System.out.println("  µs of CPU a call: " + ProcessorTime.table(micros));
            Map<String, Object> figures = tally.figures();
            tell(waits, stages, figures);
            String recovered = recovered(after);
            System.out.printf(
                    Locale.ROOT,
                    "  %.2f of the peak; well again %s%n",
                    peak == 0 ? 0 : tally.goodput() / peak,
                    recovered);
            figures.put("offered calls a second", perSecond);
            if (peak > 0) {
                figures.put("of the peak", tally.goodput() / peak);
            }
            figures.put("well again", recovered);
            figures.put("useful opens by second afterwards", after.figures().get("useful opens by second"));
            figures.put("microseconds of CPU a call", micros);
            result.put(how, figures);
        } finally {
            turn(load.api(), true);
        }
    }

    private static String recovered(Tally after) {
        int bad = -1;
        for (int second = 0; second < AFTER_SECONDS; second++) {
            if (after.useful(second) < after.offeredOpens(second) * WELL) {
                bad = second;
            }
        }
        return bad == AFTER_SECONDS - 1 ? "not within " + AFTER_SECONDS + " s" : "within " + (bad + 1) + " s";
    }

    private static void turn(PublicApi api, boolean on) throws InterruptedException {
        // After a collapse the service behind the switches may take its time.
        var unused = OpenLoad.repeat(() -> api.ops("PUT", SWITCH, "{\"on\":" + on + "}"), Set.of(200));
        // In effect everywhere within 2 s: that is the contract.
        Thread.sleep(2_000);
    }

    private Tally step(OpenLoad load, Mix mix, double perSecond, Map<String, Object> result)
            throws InterruptedException {
        mix.prepare((int) (perSecond * STEP_SECONDS));
        load.drain();
        Tally tally = new Tally(STEP_SECONDS);
        Semaphore places = new Semaphore(UNDER_WAY_MAX);
        OpenStages stages = OpenStages.begin(state);
        ProcessorTime before = ProcessorTime.now(state);
        MixLoad.open(mix, perSecond, STEP_SECONDS, tally, places);
        Map<String, Double> waits = ProcessorTime.now(state).waitsSince(before);
        places.acquire(UNDER_WAY_MAX);
        String what = String.format(Locale.ROOT, "offered %.0f calls a second", perSecond);
        show(what, tally);
        Map<String, Object> figures = tally.figures();
        tell(waits, stages, figures);
        result.put(what, figures);
        return tally;
    }

    /** What a call has waited for. */
    private static void tell(Map<String, Double> waits, OpenStages stages, Map<String, Object> figures) {
        Map<String, Double> millis = stages.end();
        System.out.println("  µs waited for a turn: " + ProcessorTime.list(waits));
        System.out.println("  ms of an open: " + OpenStages.list(millis));
        figures.put("microseconds waited for a turn on a processor", waits);
        figures.put("milliseconds of an open", millis);
    }

    private static void show(String what, Tally tally) {
        System.out.printf(
                Locale.ROOT,
                "%-36s %6.0f useful opens/s  p50 %7.1f ms  p99 %8.1f ms  failed %d  begun late p99 %.1f ms%n  served: %s%n",
                what,
                tally.goodput(),
                tally.p50Millis(),
                tally.p99Millis(),
                tally.failures(),
                tally.lateP99Millis(),
                tally.parts());
    }
}
