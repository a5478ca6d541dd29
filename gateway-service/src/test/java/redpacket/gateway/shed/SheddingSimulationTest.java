package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.gateway.model.CallClass;

/** One server with a capacity of 2,000 requests a second behind a queue, and clients that send more. */
class SheddingSimulationTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int CAPACITY = 2000;
    private static final int COSTLY = 8;
    private static final int QUEUE_MAX = 1500;
    private static final long LATE = SECOND / 5;
    private static final long STALL = 400 * MILLI;
    private static final long STALLS_EVERY = 4 * SECOND;
    private static final long PAUSE = 400 * MILLI;
    private static final long PAUSES_EVERY = 2 * SECOND;
    private static final long OUTAGE = 10 * SECOND;
    private static final int USERS = 2_000;
    /** Requests of each class in a hundred. */
    private static final int[] MIX = {10, 3, 4, 20, 30, 15, 10, 8};

    private static final List<CallClass> CLASSES = Stream.of(CallClass.values())
            .filter(callClass -> callClass != CallClass.OPERATE)
            .toList();

    private final SheddingScope scope = new SheddingScope(ShedDefaults.SETTINGS, 0);
    private final UserPriorities users = new UserPriorities(
            java.time.Clock.fixed(java.time.Instant.parse("2026-11-23T10:00:00Z"), java.time.ZoneOffset.UTC), 60);
    private final ArrayDeque<Arrived> queue = new ArrayDeque<>();
    private long now;
    private long due;
    private long pauseNext = Long.MAX_VALUE - SECOND;
    private long serverFreeAt;
    private long stallsNext = Long.MAX_VALUE;
    private long service = SECOND / CAPACITY;
    private boolean failing;
    private int late;
    private final int[] offered = new int[MIX.length];
    private final int[] served = new int[MIX.length];
    private final int[] servedGrabs = new int[USERS + 1];
    private final int[] shedGrabs = new int[USERS + 1];

    private record Arrived(CallClass callClass, long at) {}

    private CallClass any(Random random) {
        int point = random.nextInt(100);
        int index = 0;
        for (int sum = MIX[0]; point >= sum; sum += MIX[index]) {
            index++;
        }
        return CLASSES.get(index);
    }

    /** Sends requests at this rate for this time. */
    private void offer(Random random, int perSecond, int seconds) {
        long end = due + seconds * SECOND;
        while (due < end) {
            due += (long) (-Math.log(1 - random.nextDouble()) * SECOND / perSecond);
            now = handled();
            serve();
            CallClass callClass = any(random);
            long user = 1L + random.nextInt(USERS);
            int index = callClass.priority();
            offered[index]++;
            int priority = index * UserPriorities.COUNT + users.of(user);
            if (!scope.admit(priority, now)) {
                count(shedGrabs, callClass, user);
            } else if (failing) {
                scope.failed();
                scope.answered();
            } else if (queue.size() >= QUEUE_MAX) {
                scope.refused(index);
                scope.answered();
            } else {
                count(servedGrabs, callClass, user);
                queue.add(new Arrived(callClass, now));
            }
        }
    }

    /** The time at which the gateway handles the next request: after a pause it handles all of the pause at once. */
    private long handled() {
        if (due >= pauseNext + PAUSE) {
            pauseNext += PAUSES_EVERY;
        }
        if (due < pauseNext) {
            return due;
        }
        scope.waited(pauseNext + PAUSE - due);
        return pauseNext + PAUSE;
    }

    /** Sends five times the capacity for this time, and counts only these requests. */
    private void crowd(Random random, int seconds) {
        forget();
        offer(random, CAPACITY * 5, seconds);
    }

    private static void count(int[] grabs, CallClass callClass, long user) {
        if (callClass == CallClass.GRAB) {
            grabs[(int) user]++;
        }
    }

    private void serve() {
        if (now >= stallsNext) {
            serverFreeAt = Math.max(serverFreeAt, now) + STALL;
            stallsNext += STALLS_EVERY;
        }
        while (!queue.isEmpty() && serverFreeAt <= now) {
            Arrived next = queue.removeFirst();
            long begun = Math.max(serverFreeAt, next.at());
            scope.waited(begun - next.at());
            if (begun - next.at() > LATE) {
                late++;
            }
            scope.answered();
            served[next.callClass().priority()]++;
            serverFreeAt = begun + service;
        }
    }

    private void forget() {
        Arrays.fill(offered, 0);
        Arrays.fill(served, 0);
        Arrays.fill(servedGrabs, 0);
        Arrays.fill(shedGrabs, 0);
        late = 0;
    }

    private int servedInAll() {
        return Arrays.stream(served).sum();
    }

    private double servedPart(CallClass callClass) {
        return (double) served[callClass.priority()] / offered[callClass.priority()];
    }

    private void tell(String phase) {
        StringBuilder line = new StringBuilder(phase);
        for (CallClass callClass : CLASSES) {
            line.append(String.format(" %s %.0f%%", callClass, 100 * servedPart(callClass)));
        }
        System.out.println(line + ", wait " + (long) (scope.averageWaitNanos() / MILLI) + " ms, load "
                + Math.round(100 * scope.load()) + "%, late " + late + " of " + servedInAll());
    }

    private void tell(String phase, double possible) {
        tell(phase);
        System.out.println("of what was possible: " + Math.round(100 * servedInAll() / possible) + "%");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void atFiveTimesTheCapacityImportantClassesAreServedAndTheRestRecovers(long seed) {
        Random random = new Random(seed);
        offer(random, CAPACITY * 8 / 10, 5);
        tell("unloaded  ");
        for (CallClass callClass : CLASSES) {
            assertThat(servedPart(callClass)).as(callClass.name()).isGreaterThan(0.98);
        }
        crowd(random, 10);
        crowd(random, 20);
        tell("five times");
        assertThat(servedInAll()).as("goodput").isGreaterThan(CAPACITY * 20 * 8 / 10);
        assertThat(late).as("waited longer than a fifth of a second").isLessThan(servedInAll() * 3 / 100);
        assertThat(servedPart(CallClass.OPEN)).isGreaterThan(0.97);
        assertThat(servedPart(CallClass.SEND)).isGreaterThan(0.9);
        assertThat(servedPart(CallClass.LISTS)).isLessThan(0.02);
        assertThat(servedPart(CallClass.PROFILE)).isLessThan(0.02);
        for (CallClass callClass : CLASSES) {
            if (callClass != CallClass.OPEN) {
                CallClass before = CLASSES.get(callClass.priority() - 1);
                assertThat(servedPart(before))
                        .as(before + " before " + callClass)
                        .isGreaterThanOrEqualTo(servedPart(callClass) - 0.02);
            }
        }
        offer(random, CAPACITY * 8 / 10, 10);
        forget();
        offer(random, CAPACITY * 8 / 10, 5);
        tell("recovered ");
        assertThat(servedPart(CallClass.PROFILE)).isGreaterThan(0.98);
        assertThat(scope.load()).isLessThan(0.01);
    }

    /** A slow commit stalls the server. The rate of that moment must not limit the time after it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void afterAStallTheServerIsBusyAtOnce(long seed) {
        Random random = new Random(seed);
        crowd(random, 10);
        stallsNext = now;
        int seconds = 40;
        crowd(random, seconds);
        double possible = CAPACITY * seconds * (1.0 - (double) STALL / STALLS_EVERY);
        tell("stalls    ", possible);
        assertThat(servedInAll()).as("goodput").isGreaterThan((int) (0.9 * possible));
    }

    /** A failover to a replica during overload. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void afterAnOutageTheServerIsBusyWithinSeconds(long seed) {
        Random random = new Random(seed);
        crowd(random, 10);
        serverFreeAt = now + OUTAGE;
        crowd(random, (int) (OUTAGE / SECOND) + 5);
        int seconds = 10;
        crowd(random, seconds);
        tell("outage    ");
        assertThat(servedInAll()).as("goodput from the fifth second on").isGreaterThan(CAPACITY * seconds * 8 / 10);
    }

    /** The gateway pauses (garbage collection, a busy processor): nothing arrives, and then much at once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aPauseOfTheGatewayDoesNotOpenTheLevel(long seed) {
        Random random = new Random(seed);
        crowd(random, 10);
        pauseNext = now;
        int seconds = 20;
        crowd(random, seconds);
        double possible = CAPACITY * seconds;
        tell("pauses    ", possible);
        // A fifth of the time is lost in pauses, and the requests of a pause wait.
        assertThat(servedInAll()).as("goodput").isGreaterThan((int) (0.65 * possible));
    }

    /** A circuit breaker is open: fast failures are no sign of capacity. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void fastFailuresAreNoAnswers(long seed) {
        Random random = new Random(seed);
        crowd(random, 10);
        failing = true;
        crowd(random, 20);
        failing = false;
        crowd(random, 3);
        int seconds = 10;
        crowd(random, seconds);
        tell("failed    ", CAPACITY * seconds);
        assertThat(servedInAll()).as("goodput from the third second on").isGreaterThan(CAPACITY * seconds * 8 / 10);
        assertThat(late).as("waited longer than a fifth of a second").isLessThan(servedInAll() * 3 / 100);
    }

    /** Sends follow grabs: the capacity falls to an eighth at once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void adaptsToRequestsThatCostEightTimesAsMuch(long seed) {
        Random random = new Random(seed);
        crowd(random, 10);
        service *= COSTLY;
        crowd(random, 3);
        int seconds = 20;
        crowd(random, seconds);
        double possible = (double) CAPACITY / COSTLY * seconds;
        tell("costly    ", possible);
        assertThat(servedInAll()).as("goodput").isGreaterThan((int) (0.9 * possible));
        assertThat(late).as("waited longer than a fifth of a second").isLessThan(servedInAll() * 6 / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theSameUsersStayServed(long seed) {
        Random random = new Random(seed);
        offer(random, CAPACITY * 3, 10);
        forget();
        offer(random, CAPACITY * 3, 20);
        int whole = 0;
        int none = 0;
        int torn = 0;
        for (int user = 1; user <= USERS; user++) {
            double part = (double) servedGrabs[user] / (servedGrabs[user] + shedGrabs[user]);
            if (part > 0.9) {
                whole++;
            } else if (part < 0.1) {
                none++;
            } else {
                torn++;
            }
        }
        System.out.println("users whose grabs are served: " + whole + ", not: " + none + ", sometimes: " + torn);
        assertThat(torn).isLessThan(USERS / 3);
    }
}
