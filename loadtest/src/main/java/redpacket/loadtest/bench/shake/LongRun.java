package redpacket.loadtest.bench.shake;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redpacket.loadtest.stack.PinnedProcess;
import redpacket.local.stack.Tokens;

/**
 * Samples the gateway's memory during very many shakes by very many users, each of whom shakes a few times in a row.
 */
final class LongRun {
    private static final int CONNECTIONS = 128;
    private static final long FIRST_USER = 5_000_000_000L;
    private static final long NANOS_MAX = TimeUnit.HOURS.toNanos(3);
    private static final long SAMPLE_SECONDS = 5;

    private final long shakes;
    private final long users;
    private final Tokens tokens;

    LongRun(long shakes, long users, Tokens tokens) {
        this.shakes = shakes;
        this.users = users;
        this.tokens = tokens;
    }

    void run(ShakeReport report, PinnedProcess gateway, ShakeClients shakers) throws InterruptedException {
        System.out.println(shakes + " shakes by " + users + " users …");
        List<Long> residentMiB = new ArrayList<>(List.of(gateway.residentMiB()));
        try (ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor()) {
            var unused = sampler.scheduleAtFixedRate(
                    () -> residentMiB.add(gateway.residentMiB()), SAMPLE_SECONDS, SAMPLE_SECONDS, TimeUnit.SECONDS);
            ShakeClients.Shaken shaken = shakers.run(gateway.port(), CONNECTIONS, NANOS_MAX, shakes, inARow());
            sampler.shutdownNow();
            report.longRun(users, shaken, residentMiB);
        }
    }

    private Supplier<ByteBuf> inARow() {
        long each = Math.max(1, shakes / users);
        long[] count = {0};
        ByteBuf[] current = new ByteBuf[1];
        return () -> {
            if (count[0] % each == 0) {
                current[0] = ShakeClients.briefRequest(tokens.user(FIRST_USER + count[0] / each % users));
            }
            count[0]++;
            return current[0];
        };
    }
}
