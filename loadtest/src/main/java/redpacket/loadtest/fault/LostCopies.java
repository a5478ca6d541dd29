package redpacket.loadtest.fault;

import java.time.Duration;
import java.util.List;

/** Both replicas of a set are down, with semi-sync as it should be, switched off, or with a short time-out. */
record LostCopies(String set, SemiSync semiSync) implements Fault {
    private static final Duration LASTS = Duration.ofSeconds(12);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(15);

    enum SemiSync {
        ON(""),
        OFF(", semi-sync off"),
        SHORT(", semi-sync with a time-out of 1 s");

        private final String words;

        SemiSync(String words) {
            this.words = words;
        }
    }

    @Override
    public String name() {
        return "both replicas of " + set + " down" + semiSync.words;
    }

    @Override
    public Duration lasts() {
        return LASTS;
    }

    @Override
    public Expectation expectation() {
        return Expectation.refusing(set, LASTS.plus(BACK_WITHIN));
    }

    @Override
    public Struck strike(FaultedStack stack) throws Exception {
        String primary = stack.requirePrimary(set);
        List<String> replicas = stack.replicas(set);
        switch (semiSync) {
            case ON -> {}
            case OFF -> stack.sql(primary, "SET GLOBAL " + stack.semiSync("enabled") + " = 0");
            case SHORT -> stack.sql(primary, "SET GLOBAL " + stack.semiSync("timeout") + " = 1000");
        }
        replicas.forEach(stack::keepDown);
        if (semiSync == SemiSync.OFF) {
            stack.sql(primary, "SET GLOBAL " + stack.semiSync("enabled") + " = 0");
        }
        return new Struck(set, "", () -> replicas.forEach(stack::start));
    }
}
