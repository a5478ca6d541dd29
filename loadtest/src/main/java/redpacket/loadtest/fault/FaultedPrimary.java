package redpacket.loadtest.fault;

import java.time.Duration;

/** The primary of a group is killed, and the supervisor starts it again at once; or it is frozen, and then thawed. */
record FaultedPrimary(String group, Kind kind) implements Fault {
    private static final Duration WITHOUT_THE_GROUP = Duration.ofSeconds(2);

    enum Kind {
        KILL("kill", 10, 15),
        FREEZE("freeze", 15, 20);

        private final String verb;
        private final Duration within;
        private final Duration lasts;

        Kind(String verb, int withinSeconds, int lastsSeconds) {
            this.verb = verb;
            this.within = Duration.ofSeconds(withinSeconds);
            this.lasts = Duration.ofSeconds(lastsSeconds);
        }
    }

    @Override
    public String name() {
        return kind.verb + " the primary of " + group;
    }

    @Override
    public Duration lasts() {
        return kind.lasts;
    }

    @Override
    public Expectation expectation() {
        return group.equals("accounts")
                ? Expectation.ofAll(WITHOUT_THE_GROUP, kind.within)
                : Expectation.ofSet(group, kind.within);
    }

    @Override
    public Struck strike(FaultedStack stack) throws Exception {
        String primary = stack.requirePrimary(group);
        String pid = stack.pid(primary);
        FaultedStack.signalPid(pid, kind == Kind.KILL ? "KILL" : "STOP");
        return new Struck(primary, primary, kind == Kind.KILL ? () -> {} : () -> FaultedStack.signalPid(pid, "CONT"));
    }
}
