package redpacket.loadtest.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which process is killed when, and for how long: the same for the same seed and length.
 *
 * @param faults in the order of their time; never two members of one database group at once
 */
record Plan(long seed, int seconds, List<Fault> faults) {
    private static final List<String> SERVICES = List.of("grab-1", "grab-2", "packet", "account", "notify", "gateway");
    private static final List<String> GROUPS = List.of("set-1", "set-2", "accounts");
    private static final int MEMBERS = 3;
    private static final int SETTLE_SECONDS = 8;

    /**
     * @param atMillis after the start of the load
     * @param downMillis until it is started again
     */
    record Fault(int atMillis, String victim, int downMillis) {}

    Plan {
        faults = List.copyOf(faults);
    }

    static Plan of(long seed, int seconds) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fault> faults = new ArrayList<>();
        int last = (seconds - SETTLE_SECONDS) * 1_000;
        // A service every few seconds, each for a moment.
        for (int at = 4_000; at < last; at += random.nextInt(5_000, 12_000)) {
            faults.add(new Fault(at, SERVICES.get(random.nextInt(SERVICES.size())), random.nextInt(100, 3_000)));
        }
        // One database of each kind and each Redis at times of their own, Kafka once or twice.
        for (int i = 0; i < GROUPS.size(); i++) {
            int slot = last / GROUPS.size();
            String member = GROUPS.get(i) + "-db-" + random.nextInt(1, MEMBERS + 1);
            faults.add(new Fault(
                    i * slot + random.nextInt(2_000, Math.max(2_001, slot / 2)), member, random.nextInt(2_000, 8_000)));
        }
        faults.add(new Fault(random.nextInt(3_000, last), "set-" + random.nextInt(1, 3) + "-redis", 3_000));
        faults.add(new Fault(random.nextInt(3_000, last / 2 + 3_001), "kafka", random.nextInt(5_000, 20_000)));
        faults.sort(Comparator.comparingInt(Fault::atMillis));
        return new Plan(seed, seconds, faults);
    }
}
