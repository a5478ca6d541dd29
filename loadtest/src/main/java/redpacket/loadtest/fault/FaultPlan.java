package redpacket.loadtest.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import redpacket.loadtest.fault.FaultedService.Signal;

/** The faults of a run in their order: the same for the same name, seed, rounds and sets. */
public record FaultPlan(String name, long seed, List<Fault> faults) {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration WHILE = Duration.ofSeconds(12);
    private static final Duration RESTART = Duration.ofSeconds(25);

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /** The names of all groups of faults. */
    public static List<String> names() {
        return List.of("sets", "redis", "kafka", "rolling", "services", "brief", "all");
    }

    /** @param sets the names of the packet sets of the stack */
    public static FaultPlan of(String name, long seed, int rounds, List<String> sets) {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds is at least 1, not " + rounds);
        }
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            String set = sets.get(random.nextInt(sets.size()));
            List<Fault> next = new ArrayList<>(round(name, set));
            // A rolling restart has an order of its own.
            if (!name.equals("rolling")) {
                Collections.shuffle(next, random);
            }
            faults.addAll(next);
        }
        return new FaultPlan(name, seed, faults);
    }

    private static List<Fault> round(String name, String set) {
        return switch (name) {
            case "sets" -> sets(set);
            case "redis" -> redis(set);
            case "kafka" -> kafka();
            case "rolling" -> rolling();
            case "services" -> services();
            case "brief" ->
                List.of(
                        new LostCopies(set, LostCopies.SemiSync.SHORT),
                        new FaultedPrimary(set, FaultedPrimary.Kind.KILL),
                        new FaultedRedis(set, FaultedRedis.Kind.FREEZE));
            case "all" -> {
                List<Fault> all = new ArrayList<>(sets(set));
                all.addAll(redis(set));
                all.addAll(kafka());
                all.addAll(services());
                all.addAll(rolling());
                yield all;
            }
            default -> throw new IllegalArgumentException("there are no faults named " + name + ", only " + names());
        };
    }

    private static List<Fault> sets(String set) {
        return List.of(
                new FaultedPrimary(set, FaultedPrimary.Kind.KILL),
                new FaultedPrimary(set, FaultedPrimary.Kind.FREEZE),
                new LostAcknowledgement(set),
                new LostCopies(set, LostCopies.SemiSync.ON),
                new LostCopies(set, LostCopies.SemiSync.OFF),
                new LostCopies(set, LostCopies.SemiSync.SHORT));
    }

    private static List<Fault> redis(String set) {
        return List.of(
                new FaultedRedis(set, FaultedRedis.Kind.KILL),
                new FaultedRedis(set, FaultedRedis.Kind.FREEZE),
                new FaultedRedis(set, FaultedRedis.Kind.EMPTY));
    }

    private static List<Fault> kafka() {
        return List.of(
                new FaultedService("kafka", Signal.KILL, WHILE, Expectation.ofAll(SHORT, SHORT)),
                new FaultedService("kafka", Signal.STOP, WHILE, Expectation.ofAll(SHORT, SHORT)),
                new PoisonedTopic());
    }

    private static List<Fault> services() {
        return List.of(
                new FaultedService("grab-1", Signal.STOP, WHILE, Expectation.ofAll(SHORT, SHORT)),
                new FaultedService("grab-1", Signal.KILL, WHILE, Expectation.ofAll(SHORT, SHORT)),
                // The charge of a send waits for the ledger: its one process starts anew.
                new FaultedService("account", Signal.KILL, RESTART, Expectation.ofAll(SHORT, RESTART)),
                new FaultedService("packet", Signal.KILL, RESTART, Expectation.ofAll(SHORT, RESTART)),
                new FaultedPrimary("accounts", FaultedPrimary.Kind.KILL),
                new FaultedPrimary("accounts", FaultedPrimary.Kind.FREEZE));
    }

    private static List<Fault> rolling() {
        List<Fault> restarts = new ArrayList<>();
        for (String service : List.of("notify", "account", "packet", "grab-2", "grab-1", "gateway")) {
            Duration opens = service.equals("gateway") ? RESTART : SHORT;
            boolean sends = service.equals("account") || service.equals("packet") || service.equals("gateway");
            restarts.add(new FaultedService(
                    service, Signal.TERM, RESTART, Expectation.ofAll(opens, sends ? RESTART : SHORT)));
        }
        return restarts;
    }
}
