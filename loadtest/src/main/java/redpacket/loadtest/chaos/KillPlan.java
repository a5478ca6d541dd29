package redpacket.loadtest.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The times of all kills and restarts: the same for the same seed and length.
 *
 * @param faults in the order of their time; never two members of one database group at once
 */
record KillPlan(long seed, int seconds, List<Kill> faults) {
    private static final List<String> SERVICES = List.of("grab-1", "grab-2", "packet", "account", "notify", "gateway");
    private static final List<String> GROUPS = List.of("set-1", "set-2", "accounts");
    private static final int MEMBERS = 3;
    private static final int SETTLE_SECONDS = 8;
    private static final int SECONDS_MIN = 20;

    /**
     * @param atMillis after the start of the load
     * @param downMillis until it is started again
     */
    record Kill(int atMillis, String victim, int downMillis) {}

    KillPlan {
        faults = List.copyOf(faults);
    }

    Set<String> victims() {
        return faults.stream().map(Kill::victim).collect(Collectors.toCollection(TreeSet::new));
    }

    static KillPlan of(long seed, int seconds) {
        if (seconds < SECONDS_MIN) {
            throw new IllegalArgumentException("--seconds is at least " + SECONDS_MIN + ", not " + seconds);
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<Kill> faults = new ArrayList<>();
        int last = (seconds - SETTLE_SECONDS) * 1_000;
        // A service every few seconds, each for a short time.
        for (int at = 4_000; at < last; at += random.nextInt(5_000, 12_000)) {
            faults.add(new Kill(at, SERVICES.get(random.nextInt(SERVICES.size())), random.nextInt(100, 3_000)));
        }
        // One member of each group at a time of its own, one Redis, and Kafka.
        for (int i = 0; i < GROUPS.size(); i++) {
            int slot = last / GROUPS.size();
            String member = GROUPS.get(i) + "-db-" + random.nextInt(1, MEMBERS + 1);
            faults.add(new Kill(
                    i * slot + random.nextInt(2_000, Math.max(2_001, slot / 2)), member, random.nextInt(2_000, 8_000)));
        }
        faults.add(new Kill(random.nextInt(3_000, last), "set-" + random.nextInt(1, 3) + "-redis", 3_000));
        faults.add(new Kill(random.nextInt(3_000, last / 2 + 3_001), "kafka", random.nextInt(5_000, 20_000)));
        faults.sort(Comparator.comparingInt(Kill::atMillis));
        return new KillPlan(seed, seconds, faults);
    }
}
