package redpacket.local.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import redpacket.local.api.ControlClient;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.stack.StateDirectory;

/**
 * Sends, grabs and opens a packet through HTTPS, and then one in a group, and prints each step. It fails if an amount
 * is wrong by one fen.
 */
final class DemoCommand {
    private static final int SHARES = 10;
    private static final int USERS = 12;
    private static final long TOTAL_FEN = 1_000;
    private static final long FIRST_USER = 1_000_000;
    private static final long LAST_USER = 9_000_000_000L;
    private static final long WAIT_NANOS = 30_000_000_000L;

    private static final String NOTIFY = "notify";

    private final PublicApi api;
    private final ControlClient control;

    DemoCommand(StateDirectory state) {
        this.api = new PublicApi(state);
        this.control = new ControlClient(state);
    }

    int run(boolean withoutNotify) {
        // Users of no earlier run, so that the demo can be repeated.
        long sender = ThreadLocalRandom.current().nextLong(FIRST_USER, LAST_USER) / 100 * 100;
        String packetId = send(sender);
        List<Answer> opens = open(sender, packetId);
        long sum = show(sender, opens);
        check(
                opens.stream()
                                .filter(open -> open.text("outcome").equals("OPENED"))
                                .count()
                        == SHARES,
                "10 OPENED");
        check(
                opens.stream()
                                .filter(open -> open.text("outcome").equals("EMPTY"))
                                .count()
                        == USERS - SHARES,
                "2 EMPTY");
        check(sum == TOTAL_FEN, "the shares sum to " + TOTAL_FEN + " fen");
        replay(sender, packetId, opens);
        wallets(sender, opens);
        details(sender, packetId);
        DemoAmongFriends friends = new DemoAmongFriends(api, sender);
        if (withoutNotify) {
            friends.playWithout(() -> order("kill"), () -> order("start"));
        } else {
            friends.play();
        }
        funds();
        System.out.println("\nThe demo passed: every fen is accounted for.");
        return 0;
    }

    private void order(String what) {
        check(control.send(what + "/" + NOTIFY) == 200, what + " " + NOTIFY);
    }

    private String send(long sender) {
        Answer topUp = api.post(sender, "/v1/wallet/top-ups", "{\"amountFen\":5000}", "demo-top-up-" + sender);
        check(topUp.status() == 201, "top-up: " + topUp);
        System.out.println("User " + sender + " tops up 50.00 yuan: balance " + yuan(topUp.number("balanceFen")));
        Answer sent = api.post(
                sender,
                "/v1/packets",
                "{\"kind\":\"LUCKY\",\"totalFen\":" + TOTAL_FEN + ",\"count\":" + SHARES
                        + ",\"greeting\":\"Good fortune!\",\"audience\":{\"kind\":\"LINK\"}}",
                "demo-send-" + sender);
        check(sent.status() == 201, "send: " + sent);
        System.out.println("and sends a LUCKY packet of " + yuan(TOTAL_FEN) + " in " + SHARES + " shares:");
        System.out.println("  " + sent.text("shareUrl") + "\n");
        return sent.text("packetId");
    }

    private List<Answer> open(long sender, String packetId) {
        System.out.println(USERS + " users grab and open it at the same time:");
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 1; i <= USERS; i++) {
            long user = sender + i;
            answers.add(api.postLater(user, "/v1/packets/" + packetId + "/grab", "{}", null)
                    .thenCompose(grabbed -> grabbed.text("outcome").equals("GRABBED")
                            ? api.postLater(user, "/v1/packets/" + packetId + "/open", "{}", null)
                            : CompletableFuture.completedFuture(grabbed)));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static long show(long sender, List<Answer> opens) {
        long sum = 0;
        for (int i = 0; i < opens.size(); i++) {
            Answer open = opens.get(i);
            boolean opened = open.text("outcome").equals("OPENED");
            sum += opened ? open.number("amountFen") : 0;
            System.out.println("  user " + (sender + i + 1) + "  " + open.text("outcome")
                    + (opened
                            ? "  " + yuan(open.number("amountFen")) + "  (share " + open.number("sequence") + ")"
                            : ""));
        }
        return sum;
    }

    private void replay(long sender, String packetId, List<Answer> opens) {
        for (int i = 0; i < opens.size(); i++) {
            if (opens.get(i).text("outcome").equals("OPENED")) {
                Answer again = api.post(sender + i + 1, "/v1/packets/" + packetId + "/open", "{}");
                check(
                        again.text("outcome").equals("OPENED")
                                && again.number("amountFen") == opens.get(i).number("amountFen")
                                && again.json().path("replayed").asBoolean(false),
                        "the same amount on a second open: " + again);
                System.out.println("\nUser " + (sender + i + 1) + " opens again: the same "
                        + yuan(again.number("amountFen")) + ", replayed.");
                return;
            }
        }
    }

    private void wallets(long sender, List<Answer> opens) {
        long begun = System.nanoTime();
        for (int i = 0; i < opens.size(); i++) {
            long user = sender + i + 1;
            long won =
                    opens.get(i).text("outcome").equals("OPENED") ? opens.get(i).number("amountFen") : 0;
            await(() -> api.get(user, "/v1/wallet").number("balanceFen") == won, "wallet of user " + user);
        }
        System.out.println(
                "All wallets are credited " + (System.nanoTime() - begun) / 1_000_000 + " ms later; the sender has "
                        + yuan(api.get(sender, "/v1/wallet").number("balanceFen")) + ".");
    }

    private void details(long sender, String packetId) {
        Answer details = await(
                () -> api.get(sender, "/v1/packets/" + packetId),
                answer -> answer.text("state").equals("FINISHED"),
                "details to say FINISHED");
        System.out.println("Details: " + details.text("state") + ", " + details.number("openedCount") + " opened, "
                + yuan(details.number("openedFen")) + ", luckiest: user " + details.text("luckiestUserId") + ".");
    }

    private void funds() {
        // A busy ledger may answer 503 at any time.
        Answer funds = await(
                () -> api.ops("GET", "/ops/v1/funds", null),
                answer -> answer.status() == 200 && answer.number("gapFen") == 0,
                "gapFen 0");
        check(
                funds.number("walletsFen") + funds.number("escrowFen") + funds.number("withdrawnFen")
                        == funds.number("toppedUpFen") + funds.number("correctionsFen"),
                "wallets + escrow + withdrawn = topped up + corrections: " + funds);
        System.out.println("Funds:   " + funds.json());
    }

    static void await(BooleanSupplier condition, String what) {
        var unused = await(condition::getAsBoolean, holds -> holds, what);
    }

    /** Repeats the question until its answer is right. */
    private static <T> T await(Supplier<T> ask, Predicate<T> holds, String what) {
        long end = System.nanoTime() + WAIT_NANOS;
        T answer = ask.get();
        while (!holds.test(answer)) {
            check(System.nanoTime() < end, what);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer = ask.get();
        }
        return answer;
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("The demo failed; expected: " + what);
        }
    }

    static String yuan(long fen) {
        return fen / 100 + "." + (fen % 100 < 10 ? "0" : "") + fen % 100 + " yuan";
    }
}
