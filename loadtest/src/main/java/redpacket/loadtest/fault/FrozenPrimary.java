package redpacket.loadtest.fault;

import java.time.Duration;

/** SIGSTOP to the primary of a group, then SIGCONT if it still runs. */
record FrozenPrimary(String group) implements Fault {
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "freeze the primary of " + group;
    }

    @Override
    public Duration lasts() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Expectation expectation() {
        return group.equals("accounts")
                ? Expectation.ofAll(Duration.ofSeconds(2), OPENS_WITHIN)
                : Expectation.ofSet(group, OPENS_WITHIN);
    }

    @Override
    public Struck strike(FaultedStack stack) throws Exception {
        String primary = stack.requirePrimary(group);
        String pid = stack.pid(primary);
        FaultedStack.signalPid(pid, "STOP");
        return new Struck(primary, primary, () -> FaultedStack.signalPid(pid, "CONT"));
    }
}
