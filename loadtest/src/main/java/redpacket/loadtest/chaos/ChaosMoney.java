package redpacket.loadtest.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import redpacket.loadtest.proof.Journal;
import redpacket.loadtest.stack.Restoration;
import redpacket.local.api.ControlClient;
import redpacket.local.api.PublicApi;
import redpacket.local.stack.StateDirectory;

/** Kills processes of every kind under load, waits until the stack has drained, and checks the invariants. */
public final class ChaosMoney {
    private static final int SENDERS = 12;

    private final StateDirectory state;
    private final ControlClient control;
    private final PublicApi api;
    private final KillPlan plan;

    public ChaosMoney(StateDirectory state, long seed, int seconds) {
        this.state = state;
        this.control = new ControlClient(state);
        this.api = new PublicApi(state);
        this.plan = KillPlan.of(seed, seconds);
    }

    /** Whether every invariant holds. */
    public boolean run() throws InterruptedException, SQLException, IOException {
        System.out.println("Seed " + plan.seed() + ": ./redpacket chaos money --seed " + plan.seed() + " --seconds "
                + plan.seconds() + " runs the same plan");
        Journal journal = new Journal();
        long firstUser = UserLoad.newUsers();
        UserLoad load = new UserLoad(api, journal, plan.seed(), firstUser, SENDERS);
        Settlement settlement = new Settlement(state, api, journal);
        List<Thread> users = load.start();
        try (Restoration restoration = new Restoration()) {
            plan.victims().forEach(victim -> restoration.add(victim + " runs", () -> control.send("start/" + victim)));
            runFaults();
            load.stop();
        }
        for (Thread user : users) {
            user.join();
        }
        return new Conclusion(state, "money", plan.seed()).conclude(settlement.verdicts(load), journal);
    }

    private void runFaults() throws InterruptedException {
        long begun = System.nanoTime();
        List<Thread> faults = new ArrayList<>();
        for (KillPlan.Kill fault : plan.faults()) {
            sleepUntil(begun, fault.atMillis());
            faults.add(Thread.ofVirtual().start(() -> strike(fault, begun)));
        }
        sleepUntil(begun, plan.seconds() * 1_000L);
        for (Thread fault : faults) {
            fault.join();
        }
    }

    private void strike(KillPlan.Kill fault, long begun) {
        System.out.printf(
                Locale.ROOT,
                "%6.1f s  kill -9 %s for %.1f s%n",
                (System.nanoTime() - begun) / 1e9,
                fault.victim(),
                fault.downMillis() / 1e3);
        control.send("kill/" + fault.victim());
        try {
            Thread.sleep(fault.downMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        control.send("start/" + fault.victim());
    }

    private static void sleepUntil(long begun, long millis) throws InterruptedException {
        long rest = millis - (System.nanoTime() - begun) / 1_000_000;
        if (rest > 0) {
            Thread.sleep(rest);
        }
    }
}
