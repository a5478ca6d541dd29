package redpacket.loadtest.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redpacket.loadtest.chaos.CallStatistics.CallClass;
import redpacket.loadtest.fault.Fault;
import redpacket.loadtest.fault.FaultPlan;
import redpacket.loadtest.fault.FaultedStack;
import redpacket.loadtest.load.Wait;
import redpacket.loadtest.proof.Journal;
import redpacket.loadtest.proof.Journal.Ending;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.Restoration;
import redpacket.local.api.PublicApi;
import redpacket.local.stack.StateDirectory;

/**
 * Strikes the faults of a plan one after another under a steady load. It measures what users notice of each fault, and
 * checks the invariants on every member in the end.
 */
public final class Matrix {
    private static final Duration RECOVERED_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOCK_WITHIN = Duration.ofMinutes(3);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final long POLL_MILLIS = 200;
    private static final int STOCK_SHARES = 2_000;
    private static final int SENDERS = 3;
    private static final int SET_MAX = 0xFFF;
    private static final int USERS_OF_PROBES = 500_000_000;

    private final StateDirectory state;
    private final FaultPlan plan;
    private final int patience;
    private final PublicApi api;
    private final FaultedStack stack;
    private final Journal journal = new Journal();
    private final CallStatistics statistics = new CallStatistics();
    private final Conclusion conclusion;
    private final List<String> sets;

    /** @param patience every bound of the faults is multiplied by it: more than 1 on a busy machine */
    public Matrix(StateDirectory state, FaultPlan plan, int patience, List<String> sets) {
        this.state = state;
        this.plan = plan;
        this.patience = patience;
        this.sets = List.copyOf(sets);
        this.api = new PublicApi(state);
        this.stack = new FaultedStack(state);
        this.conclusion = new Conclusion(state, plan.name(), plan.seed());
    }

    /** Whether every verdict holds. */
    public boolean run() throws InterruptedException, SQLException, IOException {
        return conclusion.conclude(verdicts(), journal);
    }

    /** Runs the plan; the verdicts of all faults, then those of the invariants. */
    public List<Verdict> verdicts() throws InterruptedException, SQLException {
        conclusion.say("Seed " + plan.seed() + ": ./redpacket chaos " + plan.name() + " --seed " + plan.seed()
                + " runs the same faults");
        long firstUser = UserLoad.newUsers();
        UserLoad load = new UserLoad(api, journal, plan.seed(), firstUser, SENDERS);
        Probes probes = new Probes(
                () -> new PublicApi(state), journal, statistics, Matrix::setOf, sets, firstUser + USERS_OF_PROBES);
        probes.start();
        Wait.require("packets on every set", STOCK_WITHIN, () -> probes.hasStock(STOCK_SHARES));
        List<Thread> users = load.start();
        List<Verdict> verdicts = new ArrayList<>();
        try (Restoration restoration = new Restoration()) {
            for (Fault fault : plan.faults()) {
                verdicts.addAll(run(fault, restoration).verdicts());
            }
        }
        load.stop();
        probes.stop();
        for (Thread user : users) {
            user.join();
        }
        verdicts.addAll(new Settlement(state, api, journal).verdicts(load));
        return verdicts;
    }

    /** The set of a packet: the first two bytes of its id are a key number of 4 bits and the set's number. */
    static String setOf(String packetId) {
        int head = ByteBuffer.wrap(Base64.getUrlDecoder().decode(packetId)).getShort();
        return "set-" + (head & SET_MAX);
    }

    private FaultOutcome run(Fault fault, Restoration restoration) throws InterruptedException {
        Thread.sleep(CALM);
        conclusion.say("\n" + fault.name());
        Watch watch = new Watch(
                new HashSet<>(stack.faultLines()), stack.primary(fault.group()).orElse(""));
        long from = System.nanoTime();
        Fault.Struck struck = strike(fault);
        watch.say("fault", from);
        restoration.add(fault.name(), struck.end()::run);
        long refusesFrom = System.nanoTime();
        while (System.nanoTime() - from < fault.lasts().toNanos()) {
            watch.look(fault, struck, from);
            Thread.sleep(POLL_MILLIS);
        }
        long refusesTo = System.nanoTime();
        restoration.undo(fault.name());
        watch.say("the fault ends", from);
        boolean recovered = Wait.until(RECOVERED_WITHIN, () -> {
            watch.look(fault, struck, from);
            return isRecovered();
        });
        Duration recoveredAfter = Duration.ofNanos(System.nanoTime() - from);
        watch.say(recovered ? "recovered" : "NOT recovered", from);
        Thread.sleep(CALM);
        return outcome(fault, struck, watch, from, refusesFrom, refusesTo, recovered ? recoveredAfter : null);
    }

    private Fault.Struck strike(Fault fault) throws InterruptedException {
        try {
            return fault.strike(stack);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(fault.name() + " could not be struck: " + e.getMessage(), e);
        }
    }

    /** What is seen of a fault while it lasts and after it. */
    private final class Watch {
        private final Set<String> known;
        private final String primary;
        private final String pid;
        private @Nullable Duration shown;
        private @Nullable Duration backAgain;
        private boolean masked;
        private boolean promoted;

        Watch(Set<String> known, String primary) {
            this.known = known;
            this.primary = primary;
            this.pid = stack.pid(primary);
        }

        void say(String what, long from) {
            conclusion.say(String.format(Locale.ROOT, "%8.1f s  %s", (System.nanoTime() - from) / 1e9, what));
        }

        void look(Fault fault, Fault.Struck struck, long from) {
            try {
                lookAt(fault, struck, from);
            } catch (IllegalStateException e) {
                // A gateway or the supervisor does not answer at this moment.
            }
        }

        private void lookAt(Fault fault, Fault.Struck struck, long from) {
            if (shown == null) {
                stack.faultLines().stream()
                        .filter(line -> !known.contains(line) && line.contains(struck.shownAs()))
                        .findFirst()
                        .ifPresent(line -> {
                            shown = Duration.ofNanos(System.nanoTime() - from);
                            say("detected: " + line, from);
                        });
            }
            String group = fault.group();
            if (!group.isEmpty() && !promoted) {
                stack.primary(group).filter(now -> !now.equals(primary)).ifPresent(now -> {
                    promoted = true;
                    say("promoted: " + now, from);
                });
            }
            if (backAgain == null && stack.isBack(struck.formerPrimary(), pid)) {
                backAgain = Duration.ofNanos(System.nanoTime() - from);
                say(struck.formerPrimary() + " follows or leads again", from);
            }
            if (group.startsWith("set-") && !masked && stateOf(group).equals("MASKED")) {
                masked = true;
                say("masked: " + group, from);
            }
        }
    }

    private String stateOf(String set) {
        for (var item : api.ops("GET", "/ops/v1/sets", null).json().path("items")) {
            String id = item.path("setId").asString("");
            if (id.equals(set) || ("set-" + id).equals(set)) {
                return item.path("state").asString("");
            }
        }
        return "";
    }

    private boolean isRecovered() {
        List<FaultedStack.Row> rows = stack.rows();
        return rows.stream().allMatch(row -> row.state().equals("READY"))
                && rows.stream()
                        .filter(row -> row.name().contains("-db-"))
                        .allMatch(row ->
                                row.remark().equals("primary") || row.remark().startsWith("replica"));
    }

    private FaultOutcome outcome(
            Fault fault,
            Fault.Struck struck,
            Watch watch,
            long from,
            long refusesFrom,
            long refusesTo,
            @Nullable Duration recoveredAfter) {
        long to = System.nanoTime();
        Map<CallClass, Duration> gaps = new HashMap<>();
        for (CallClass of : statistics.classes()) {
            CallStatistics.Gap gap = statistics.gap(of, from, to);
            gaps.put(of, gap.length());
            Map<Ending, Long> endings = statistics.endings(of, from, to);
            conclusion.say(String.format(
                    Locale.ROOT,
                    "            %-7s %-6s longest gap %5.1f s, ended after %5.1f s; answered %d, refused %d, lost %d",
                    of.call(),
                    of.set(),
                    gap.length().toMillis() / 1e3,
                    gap.backAfter().toMillis() / 1e3,
                    endings.getOrDefault(Ending.OK, 0L),
                    endings.getOrDefault(Ending.FAILED, 0L),
                    endings.getOrDefault(Ending.UNKNOWN, 0L)));
        }
        CallClass opens = new CallClass(fault.expectation().set(), "open");
        return new FaultOutcome(
                fault.name(),
                fault.expectation().times(patience),
                gaps,
                statistics.count(opens, "200 OPENED", refusesFrom, refusesTo),
                watch.shown,
                struck.formerPrimary(),
                watch.backAgain,
                recoveredAfter);
    }
}
