package redpacket.loadtest.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import redpacket.loadtest.load.Wait;
import redpacket.loadtest.proof.Journal;
import redpacket.loadtest.proof.Proof;
import redpacket.loadtest.report.ResultFile;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.Databases;
import redpacket.loadtest.stack.Restoration;
import redpacket.local.api.ControlClient;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.stack.Ports;
import redpacket.local.stack.StateDirectory;

/** Kills one of two gateways half-way through a campaign over all sets, and checks sums, prizes and caps. */
public final class ChaosShake {
    private static final int CAP = 20;
    private static final int CASH_FEN = 10;
    private static final int SEEDS = 100;
    private static final int SEED_FEN = 50;
    private static final int SEED_SHARES = 5;
    private static final int CLAIM_SECONDS = 20;
    private static final int TRIES_MAX = 60;
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(8);
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(3);

    private final StateDirectory state;
    private final Path root;
    private final int prizes;
    private final int seconds;
    private final PublicApi api;
    private final ControlClient control;
    private final Databases databases;

    public ChaosShake(StateDirectory state, Path root, int prizes, int seconds) {
        if (prizes <= SEEDS) {
            throw new IllegalArgumentException("--prizes: more than " + SEEDS);
        }
        if (!Ports.load(state).has("gateway-2")) {
            throw new IllegalStateException("two gateways are needed: ./redpacket up --gateways 2");
        }
        this.state = state;
        this.root = root;
        this.prizes = prizes;
        this.seconds = seconds;
        this.api = new PublicApi(state);
        this.control = new ControlClient(state);
        this.databases = new Databases(state);
    }

    /** Whether every verdict holds. */
    public boolean run() throws InterruptedException, SQLException, IOException {
        long sponsor = 2_000_000_000_000L + ThreadLocalRandom.current().nextLong(1_000_000) * 1_000_000L;
        long budget = (long) (prizes - SEEDS) * CASH_FEN + (long) SEEDS * SEED_FEN;
        until("top-up", () -> api.post(sponsor, "/v1/wallet/top-ups", "{\"amountFen\":" + budget + "}", "chaos"));
        String campaign = create(sponsor, budget);
        System.out.printf("Campaign %s: %d prizes, %d fen, %d s, cap %d%n", campaign, prizes, budget, seconds, CAP);
        int users = Math.max(100, prizes / (CAP / 2));
        ShakeLoad load = new ShakeLoad(List.of(api, new PublicApi(state, "gateway-2")), sponsor + 1, users);
        List<Thread> clients = load.start();
        try (Restoration restoration = new Restoration()) {
            restoration.add("gateway-2 runs", () -> control.send("start/gateway-2"));
            Thread.sleep(Duration.ofSeconds(seconds / 2));
            System.out.printf(
                    "%d s: %d wins told; kill -9 gateway-2%n",
                    seconds / 2, load.winners().size());
            control.send("kill/gateway-2");
            Answer ended = until("the end", () -> tell(campaign), ChaosShake::isOver);
            Thread.sleep(Duration.ofSeconds(2));
            load.stop();
            for (Thread client : clients) {
                client.join();
            }
            System.out.println("Ended: " + ended.json() + "; settling …");
            boolean settled = Wait.until(
                            SETTLED_WITHIN, () -> tell(campaign).text("state").equals("SETTLED"))
                    && Wait.until(DRAINED_WITHIN, () -> funds().number("gapFen") == 0);
            return report(campaign, sponsor, budget, load, settled);
        }
    }

    private static boolean isOver(Answer answer) {
        return answer.text("state").equals("ENDED") || answer.text("state").equals("SETTLED");
    }

    private String create(long sponsor, long budget) throws InterruptedException {
        Instant now = Instant.now();
        String json = "{\"name\":\"Chaos\",\"sponsorId\":\"" + sponsor + "\",\"budgetFen\":" + budget
                + ",\"prizes\":[{\"kind\":\"CASH\",\"amountFen\":" + CASH_FEN + ",\"quantity\":" + (prizes - SEEDS)
                + "},{\"kind\":\"SEED\",\"totalFen\":" + SEED_FEN + ",\"shares\":" + SEED_SHARES + ",\"quantity\":"
                + SEEDS + "}],\"startsAt\":\"" + now.minusSeconds(1) + "\",\"endsAt\":\"" + now.plusSeconds(seconds)
                + "\",\"perUserCap\":" + CAP + ",\"claimSeconds\":" + CLAIM_SECONDS + "}";
        return until("campaign", () -> api.ops("POST", "/ops/v1/campaigns", json, "chaos-" + sponsor))
                .text("campaignId");
    }

    private Answer tell(String campaign) {
        return api.ops("GET", "/ops/v1/campaigns/" + campaign, null);
    }

    private interface Ask {
        Answer ask();
    }

    private static Answer until(String what, Ask ask) throws InterruptedException {
        return until(what, ask, answer -> answer.status() == 201);
    }

    private static Answer until(String what, Ask ask, Predicate<Answer> isIt) throws InterruptedException {
        Object last = "no answer";
        long begun = System.nanoTime();
        for (int tries = 0; tries < TRIES_MAX || System.nanoTime() - begun < SETTLED_WITHIN.toNanos(); tries++) {
            try {
                Answer answer = ask.ask();
                if (isIt.test(answer)) {
                    return answer;
                }
                last = answer;
            } catch (IllegalStateException e) {
                last = e;
            }
            Thread.sleep(1_000);
        }
        throw new IllegalStateException(what + ": " + last);
    }

    private boolean report(String campaign, long sponsor, long budget, ShakeLoad load, boolean settled)
            throws SQLException, IOException, InterruptedException {
        Answer told = tell(campaign);
        String wins = " FROM control.wins WHERE campaign_id = " + campaign;
        List<String> overCap = databases.rows(
                "accounts",
                "SELECT 'user', user_id, COUNT(*)" + wins + " GROUP BY user_id HAVING COUNT(*) > " + CAP
                        + " UNION ALL SELECT 'prize', prize_id, COUNT(*)" + wins
                        + " GROUP BY prize_id HAVING COUNT(*) > 1");
        int stored =
                databases.rows("accounts", "SELECT prize_id, user_id" + wins).size();
        long openedFenTold =
                load.openedFen().values().stream().mapToLong(Long::longValue).sum();
        List<Verdict> verdicts = new ArrayList<>(new ShakeVerdicts(
                        settled,
                        budget,
                        told.number("openedFen"),
                        told.number("returnedFen"),
                        api.get(sponsor, "/v1/wallet").number("balanceFen"),
                        openedFenTold,
                        stored,
                        load.winners().size(),
                        overCap,
                        load.surprises())
                .list());
        verdicts.addAll(new Proof(databases, this::funds, new Journal()).verdicts());
        verdicts.forEach(System.out::println);
        boolean holds = verdicts.stream().allMatch(Verdict::holds);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("campaign", told.json());
        figures.put("shakes", load.shakes());
        figures.put("withoutAnswer", load.unanswered());
        figures.put("winsTold", load.winners().size());
        figures.put("opensTold", load.openedFen().size());
        figures.put("openedFenTold", openedFenTold);
        figures.put("killed", "gateway-2 half-way");
        figures.put("verdicts", verdicts.stream().map(Verdict::toString).toList());
        figures.put("held", holds);
        figures.forEach((name, figure) -> System.out.println(name + ": " + figure));
        ResultFile.write(
                root, "chaos-shake", "./redpacket chaos shake --prizes " + prizes + " --seconds " + seconds, figures);
        System.out.println(holds ? "PASS" : "FAIL");
        return holds;
    }

    private Answer funds() {
        return api.ops("GET", "/ops/v1/funds", null);
    }
}
