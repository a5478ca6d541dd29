package redpacket.loadtest.fault;

import java.time.Duration;
import java.util.Locale;

/** The Redis of a set is killed, frozen or emptied: opens go on everywhere. */
record FaultedRedis(String set, Kind kind) implements Fault {
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(2);

    enum Kind {
        KILL,
        FREEZE,
        EMPTY
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT) + " the Redis of " + set;
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
        String redis = set + "-redis";
        return switch (kind) {
            case KILL -> {
                stack.keepDown(redis);
                yield new Struck(redis, "", () -> stack.start(redis));
            }
            case FREEZE -> {
                String pid = stack.pid(redis);
                FaultedStack.signalPid(pid, "STOP");
                yield new Struck(redis, "", () -> FaultedStack.signalPid(pid, "CONT"));
            }
            case EMPTY -> {
                stack.redis(redis, "FLUSHALL");
                yield new Struck(redis, "", () -> {});
            }
        };
    }
}
