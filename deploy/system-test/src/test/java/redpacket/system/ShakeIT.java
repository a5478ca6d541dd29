package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import tools.jackson.databind.JsonNode;

/** A campaign through two gateways, of which one is killed half-way: no prize twice, caps held, every fen home. */
class ShakeIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int USERS = 24;
    private static final int CAP = 3;
    private static final long BUDGET_FEN = 40 * 100 + 2 * 500;

    private final RunningStack stack = RunningStack.shared();
    private final Play play = new Play(stack.api());

    @Test
    void aCampaignIsWonOpenedAndSettledThoughAGatewayDies() throws Exception {
        await().atMost(SOON).until(() -> stack.isReady("gateway", "gateway-2"));
        long sponsor = RunningStack.users(USERS + 2);
        long first = sponsor + 1;
        assertThat(create(sponsor, "poor", 10, 5).status()).isEqualTo(402);
        play.topUp(sponsor, BUDGET_FEN + 77);
        Answer created = create(sponsor, "rich", 12, 25);
        assertThat(created.status()).as("%s", created).isEqualTo(201);
        assertThat(created.text("state")).isEqualTo("RUNNING");
        String campaign = created.text("campaignId");
        assertThat(balance(sponsor)).isEqualTo(77);

        Queue<Win> wins = new ConcurrentLinkedQueue<>();
        AtomicInteger errors = new AtomicInteger();
        Instant end = Instant.now().plusSeconds(13);
        CompletableFuture<Void> crowd =
                CompletableFuture.runAsync(() -> Play.atOnce(USERS, i -> shakeUntil(end, first + i, wins, errors)));
        await().atMost(SOON).until(() -> wins.size() >= 10 || crowd.isDone());
        stack.crash("gateway-2");
        crowd.join();

        List<Win> won = List.copyOf(wins);
        assertThat(won).hasSizeGreaterThan(20);
        assertThat(won.stream().map(Win::prizeId)).doesNotHaveDuplicates();
        assertThat(won.stream().map(win -> win.user() + " " + win.packetId())).doesNotHaveDuplicates();
        Map<Long, Long> perUser = new HashMap<>();
        won.forEach(win -> perUser.merge(win.user(), 1L, Long::sum));
        assertThat(perUser.values()).allMatch(count -> count <= CAP);

        long stranger = sponsor + USERS + 1;
        List<Win> opened = won.subList(3, won.size());
        Map<Long, Long> openedFen = new HashMap<>();
        List<Long> amounts = Play.atOnce(opened.size(), i -> openPrize(opened.get(i), stranger));
        for (int i = 0; i < opened.size(); i++) {
            openedFen.merge(opened.get(i).user(), amounts.get(i), Long::sum);
        }
        long all = openedFen.values().stream().mapToLong(Long::longValue).sum();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tell(campaign).text("state")).isEqualTo("SETTLED"));
        Answer settled = tell(campaign);
        assertThat(settled.number("budgetFen")).isEqualTo(BUDGET_FEN);
        assertThat(settled.number("prizesTotal")).isEqualTo(42);
        assertThat(settled.number("won")).isGreaterThanOrEqualTo(won.size());
        assertThat(settled.number("opened")).isEqualTo(opened.size());
        assertThat(settled.number("openedFen")).isEqualTo(all);
        assertThat(settled.number("openedFen") + settled.number("returnedFen")).isEqualTo(BUDGET_FEN);
        assertThat(balance(sponsor)).isEqualTo(77 + settled.number("returnedFen"));
        openedFen.forEach((user, fen) -> assertThat(balance(user)).isEqualTo(fen));
        assertThat(kinds(sponsor)).contains("CAMPAIGN_FUNDED", "CAMPAIGN_RETURNED");
        assertThat(kinds(opened.getFirst().user())).containsOnly("SHAKE_PRIZE");
        assertThat(errors).hasValueLessThan(USERS * 4);
        for (Win win : won) {
            assertThat(play.get(win.user(), "/v1/inbox?limit=100").json().toString())
                    .contains("PRIZE_WON", win.prizeId());
        }
        new Invariants(stack).hold();
    }

    /** By the winner alone, and twice with the same answer; what it holds. */
    private long openPrize(Win win, long stranger) {
        String body = "{\"prizeId\":\"" + win.prizeId() + "\"}";
        assertThat(play.open(stranger, win.packetId(), body).status()).isEqualTo(404);
        Answer open = play.open(win.user(), win.packetId(), body);
        assertThat(open.status()).as("%s", open).isEqualTo(200);
        assertThat(open.text("outcome")).isEqualTo("OPENED");
        Answer again = play.open(win.user(), win.packetId(), body);
        assertThat(again.number("amountFen")).isEqualTo(open.number("amountFen"));
        assertThat(again.json().path("replayed").asBoolean(false)).isTrue();
        return open.number("amountFen");
    }

    private boolean shakeUntil(Instant end, long user, Queue<Win> wins, AtomicInteger errors) {
        PublicApi api = user % 2 == 0 ? stack.api() : stack.otherApi();
        while (Instant.now().isBefore(end)) {
            long wait = 300;
            try {
                Answer answer = api.post(user, "/v1/shake", "");
                assertThat(answer.status()).as("%s", answer).isEqualTo(200);
                wait = Math.min(wait, answer.number("nextShakeMillis"));
                if (answer.text("outcome").equals("PRIZE")) {
                    wins.add(new Win(user, answer.text("prizeId"), answer.text("packetId")));
                } else {
                    assertThat(answer.text("outcome")).isEqualTo("NOTHING");
                }
            } catch (IllegalStateException e) {
                // The gateway is away; phones go to another one.
                errors.incrementAndGet();
                api = stack.api();
            }
            Play.pause(wait);
        }
        return true;
    }

    private Answer create(long sponsor, String key, int seconds, int claimSeconds) {
        Instant now = Instant.now();
        String json = "{\"name\":\"Spring\",\"sponsorId\":\"" + sponsor + "\",\"budgetFen\":" + BUDGET_FEN
                + ",\"prizes\":[{\"kind\":\"CASH\",\"amountFen\":100,\"quantity\":40},"
                + "{\"kind\":\"SEED\",\"totalFen\":500,\"shares\":5,\"quantity\":2}],\"startsAt\":\""
                + now.minusSeconds(1) + "\",\"endsAt\":\"" + now.plusSeconds(seconds) + "\",\"perUserCap\":" + CAP
                + ",\"claimSeconds\":" + claimSeconds + "}";
        return stack.api().ops("POST", "/ops/v1/campaigns", json, key + sponsor);
    }

    private Answer tell(String campaign) {
        return stack.api().ops("GET", "/ops/v1/campaigns/" + campaign, null);
    }

    private long balance(long user) {
        return play.get(user, "/v1/wallet").number("balanceFen");
    }

    private List<String> kinds(long user) {
        List<String> kinds = new ArrayList<>();
        for (JsonNode entry : play.get(user, "/v1/wallet/entries").json().path("items")) {
            kinds.add(entry.path("kind").asString());
        }
        kinds.remove("TOP_UP");
        return kinds;
    }

    private record Win(long user, String prizeId, String packetId) {}
}
