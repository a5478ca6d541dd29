package redpacket.packet.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.common.problem.Problem;
import redpacket.packet.campaign.CampaignRequest.PrizeRequest;

class CampaignRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final CampaignSettings SETTINGS = new CampaignSettings(
            60, 1_000, 50, 20_000, 500, 86_400, 1, 2_592_000, 2_678_400, 31_622_400, 1_000, 1_000, 300, 5_000, 8);
    private static final List<PrizeRequest> PRIZES =
            List.of(new PrizeRequest("CASH", 100L, null, null, 3L), new PrizeRequest("SEED", null, 500L, 5L, 2L));

    private final CampaignRules rules = new CampaignRules(SETTINGS);

    @Test
    void takesCashAndSeedsThatAddUp() {
        CampaignCommand command = check("1300", "2026-11-23T09:00:00Z", "2026-11-23T11:00:00Z", null);

        assertThat(command.prizesTotal()).isEqualTo(5);
        assertThat(command.startsAt()).as("a start in the past means now").isEqualTo(NOW);
        assertThat(command.claimSeconds()).isEqualTo(86_400);
    }

    @ParameterizedTest
    @CsvSource({
        "1301, 2026-11-23T10:00:00Z, 2026-11-23T11:00:00Z, INVALID_BUDGET",
        "1300, tomorrow, 2026-11-23T11:00:00Z, INVALID_STARTS_AT",
        "1300, 2026-11-23T10:00:00Z, 2026-11-23T10:00:00Z, INVALID_ENDS_AT",
        "1300, 2026-11-23T08:00:00Z, 2026-11-23T09:00:00Z, INVALID_ENDS_AT"
    })
    void refusesWhatCannotBe(String budget, String startsAt, String endsAt, String code) {
        assertThatThrownBy(() -> check(budget, startsAt, endsAt, null))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.body()).containsEntry("code", code));
    }

    @Test
    void refusesAClaimTimeThatIsNone() {
        assertThatThrownBy(() -> check("1300", "2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z", 0L))
                .isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "CASH, 0, -, -, 1",
                "CASH, 20001, -, -, 1",
                "CASH, 100, 100, -, 1",
                "CASH, 100, -, -, 0",
                "CASH, 100, -, -, 1001",
                "SEED, -, 4, 5, 1",
                "SEED, -, 500, 501, 1",
                "SEED, -, 100001, 5, 1",
                "SEED, 1, 500, 5, 1",
                "GOLD, 100, -, -, 1"
            },
            nullValues = "-")
    void refusesAPrizeThatIsNone(String kind, Long amountFen, Long totalFen, Long shares, Long quantity) {
        PrizeRequest prize = new PrizeRequest(kind, amountFen, totalFen, shares, quantity);
        assertThatThrownBy(() -> rules.check(
                        new CampaignRequest(
                                "Spring",
                                "7",
                                100L,
                                List.of(prize),
                                "2026-11-23T10:00:00Z",
                                "2026-11-23T11:00:00Z",
                                3L,
                                null,
                                null),
                        NOW))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.body()).containsEntry("code", "INVALID_PRIZES"));
    }

    private CampaignCommand check(
            String budget, String startsAt, String endsAt, @org.jspecify.annotations.Nullable Long claimSeconds) {
        return rules.check(
                new CampaignRequest(
                        "Spring", "7", Long.valueOf(budget), PRIZES, startsAt, endsAt, 3L, claimSeconds, null),
                NOW);
    }
}
