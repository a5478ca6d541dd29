package redpacket.local.command;

import static redpacket.local.command.DemoCommand.check;
import static redpacket.local.command.DemoCommand.yuan;

import org.jspecify.annotations.Nullable;
import redpacket.local.api.Crowd;
import redpacket.local.api.Crowd.Race;
import redpacket.local.api.Crowd.Runner;
import redpacket.local.api.PublicApi;
import redpacket.local.stack.StateDirectory;

/** Lets simulated users race for a packet that a person has sent, and prints the race. */
final class CrowdCommand {
    private static final long LOOK_MILLIS = 500;
    private static final long WAIT_NANOS = 600_000_000_000L;
    private static final String SENT = "/v1/packets/sent?limit=1";

    private final PublicApi api;

    CrowdCommand(StateDirectory state) {
        this.api = new PublicApi(state);
    }

    /** @param packetId the packet; null means the next one that the sender sends */
    int run(int crowd, @Nullable String packetId, long sender) throws InterruptedException {
        String id = packetId == null ? nextPacketOf(sender) : packetId;
        System.out.println(crowd + " users race for packet " + id + ":");
        show(new Crowd(api).race(crowd, id));
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

    private static void show(Race race) {
        for (Runner winner : race.winners()) {
            System.out.println("  " + winner.answer().number("sequence") + ".  user " + winner.user() + "  "
                    + yuan(winner.amountFen()));
        }
        System.out.println("  " + race.late() + " came too late, " + race.refused() + " were refused.");
        check(race.refused() < race.runners().size(), "a packet that everybody with its id may open");
        System.out.println("The crowd got " + yuan(race.crowdFen()) + "; of the packet's " + yuan(race.totalFen())
                + ", " + yuan(race.openedFen()) + " are opened by all users.");
        check(race.crowdFen() <= race.totalFen(), "no more than the packet held");
        check(race.gapFen() == 0, "gapFen 0");
        System.out.println("The gap between the ledger and the logs is 0 fen.");
    }
}
