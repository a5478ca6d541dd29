package redpacket.loadtest.fault;

import java.time.Duration;

/** SIGKILL to the primary of a group. The supervisor starts it again at once. */
record KilledPrimary(String group) implements Fault {
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "kill the primary of " + group;
    }

    @Override
    public Duration lasts() {
        return Duration.ofSeconds(15);
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
        stack.signal(primary, "KILL");
        return new Struck(primary, primary, () -> {});
    }
}
