package redpacket.loadtest.fault;

import java.time.Duration;

/** The replicas of a set receive commits that they never acknowledge. */
record LostAcknowledgement(String set) implements Fault {
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(10);
    private static final Duration SILENT_FOR = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "lose acknowledgements of " + set;
    }

    @Override
    public Duration lasts() {
        return Duration.ofSeconds(15);
    }

    @Override
    public Expectation expectation() {
        return Expectation.ofSet(set, OPENS_WITHIN);
    }

    @Override
    public Struck strike(FaultedStack stack) throws Exception {
        for (String replica : stack.replicas(set)) {
            stack.sql(replica, "STOP REPLICA", "SET GLOBAL " + stack.acknowledging() + " = 0", "START REPLICA");
        }
        Thread.sleep(SILENT_FOR);
        for (String replica : stack.replicas(set)) {
            stack.sql(
                    replica,
                    "STOP REPLICA IO_THREAD",
                    "SET GLOBAL " + stack.acknowledging() + " = 1",
                    "START REPLICA IO_THREAD");
        }
        return new Struck(set, "", () -> {});
    }
}
