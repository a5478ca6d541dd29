package redpacket.local.command;

import static redpacket.local.command.DemoCommand.await;
import static redpacket.local.command.DemoCommand.check;
import static redpacket.local.command.DemoCommand.yuan;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.stack.StateDirectory;
import tools.jackson.databind.JsonNode;

/** Lets simulated users race for a packet that a person has sent, and prints the race. */
final class CrowdCommand {
    private static final int CROWD_MAX = 5_000;
    private static final int AT_ONCE_MAX = 200;
    private static final long FIRST_USER = 1_000_000;
    private static final long LAST_USER = 9_000_000_000L;
    private static final long LOOK_MILLIS = 500;
    private static final long WAIT_NANOS = 600_000_000_000L;
    private static final String SENT = "/v1/packets/sent?limit=1";

    private final PublicApi api;

    private record Runner(long user, Answer answer) {
        boolean opened() {
            return answer.text("outcome").equals("OPENED");
        }
    }

    CrowdCommand(StateDirectory state) {
        this.api = new PublicApi(state);
    }

    /** @param packetId the packet; null means the next one that the sender sends */
    int run(int crowd, @Nullable String packetId, long sender) throws InterruptedException {
        if (crowd < 1 || crowd > CROWD_MAX) {
            throw new IllegalArgumentException("a crowd has 1 to " + CROWD_MAX + " users");
        }
        String id = packetId == null ? nextPacketOf(sender) : packetId;
        System.out.println(crowd + " users race for packet " + id + ":");
        List<Runner> runners = race(crowd, id);
        show(runners);
        compare(runners, id);
        return 0;
    }

    private String nextPacketOf(long sender) throws InterruptedException {
        System.out.println("Send a packet for everybody with the link as user " + sender + " now.");
        String before = newest(sender);
        long end = System.nanoTime() + WAIT_NANOS;
        String now = before;
        while (now.equals(before)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("user " + sender + " sent no packet in ten minutes");
            }
            Thread.sleep(LOOK_MILLIS);
            now = newest(sender);
        }
        return now;
    }

    private String newest(long sender) {
        return api.get(sender, SENT)
                .json()
                .path("items")
                .path(0)
                .path("packetId")
                .asString("");
    }

    private List<Runner> race(int crowd, String packetId) {
        long first = ThreadLocalRandom.current().nextLong(FIRST_USER, LAST_USER);
        String path = "/v1/packets/" + packetId + "/open";
        Semaphore free = new Semaphore(AT_ONCE_MAX);
        List<CompletableFuture<Runner>> runs = LongStream.range(first, first + crowd)
                .mapToObj(user -> {
                    free.acquireUninterruptibly();
                    return api.postLater(user, path, "{}", null)
                            .thenApply(answer -> new Runner(user, answer))
                            .whenComplete((ignored, failure) -> free.release());
                })
                .toList();
        return runs.stream()
                .map(CompletableFuture::join)
                .sorted(Comparator.comparingLong(
                        runner -> runner.opened() ? runner.answer().number("sequence") : Long.MAX_VALUE))
                .toList();
    }

    private static void show(List<Runner> runners) {
        for (Runner runner : runners) {
            if (runner.opened()) {
                System.out.println("  " + runner.answer().number("sequence") + ".  user " + runner.user() + "  "
                        + yuan(runner.answer().number("amountFen")));
            }
        }
        long late = runners.stream()
                .filter(runner -> runner.answer().text("outcome").equals("EMPTY"))
                .count();
        long refused = runners.stream()
                .filter(runner -> runner.answer().status() != 200)
                .count();
        System.out.println("  " + late + " came too late, " + refused + " were refused.");
        check(refused < runners.size(), "a packet that everybody with its id may open");
    }

    private void compare(List<Runner> runners, String packetId) {
        long sum = runners.stream()
                .filter(Runner::opened)
                .mapToLong(runner -> runner.answer().number("amountFen"))
                .sum();
        JsonNode packet =
                api.get(runners.getFirst().user(), "/v1/packets/" + packetId).json();
        System.out.println("The crowd got " + yuan(sum) + "; of the packet's "
                + yuan(packet.path("totalFen").asLong()) + ", "
                + yuan(packet.path("openedFen").asLong()) + " are opened by all users.");
        check(sum <= packet.path("totalFen").asLong(), "no more than the packet held");
        await(() -> api.ops("GET", "/ops/v1/funds", null).number("gapFen") == 0, "gapFen 0");
        System.out.println("The gap between the ledger and the logs is 0 fen.");
    }
}
