package redpacket.loadtest.chaos;

import java.util.List;
import redpacket.loadtest.report.Verdict;

/**
 * The verdicts of a campaign that has ended.
 *
 * @param settled whether it settled, and the ledger's gap was 0, in time
 * @param budgetFen of the campaign
 * @param openedFen as the campaign says
 * @param returnedFen as the campaign says
 * @param sponsorFen in the sponsor's wallet, which was empty
 * @param openedFenTold to winners
 * @param winsStored in the database
 * @param winsTold to users
 * @param overCap stored wins of one prize twice, or beyond a user's cap
 * @param surprises answers that break the contract
 */
record ShakeVerdicts(
        boolean settled,
        long budgetFen,
        long openedFen,
        long returnedFen,
        long sponsorFen,
        long openedFenTold,
        int winsStored,
        int winsTold,
        List<String> overCap,
        List<String> surprises) {
    private static final String RULE = "W1";

    List<Verdict> list() {
        return List.of(
                Verdict.of(RULE, "the campaign settled, and the ledger's gap is 0", settled, "not in time"),
                Verdict.of(
                        RULE,
                        "opened + returned = budget",
                        openedFen + returnedFen == budgetFen,
                        openedFen + " + " + returnedFen + " is not " + budgetFen),
                Verdict.of(
                        RULE,
                        "every amount that a winner was told is opened",
                        openedFen >= openedFenTold,
                        openedFen + " opened, " + openedFenTold + " told"),
                Verdict.of(
                        RULE,
                        "the returned amount is in the sponsor's wallet",
                        sponsorFen == returnedFen,
                        sponsorFen + " instead of " + returnedFen),
                new Verdict(RULE, "no prize is won twice, and no user exceeds the cap", overCap),
                Verdict.of(
                        RULE,
                        "every win that a user was told is stored",
                        winsStored >= winsTold,
                        winsStored + " stored, " + winsTold + " told"),
                Verdict.of(RULE, "users have won prizes", winsTold > 0, "none"),
                new Verdict(
                        RULE,
                        "every answer keeps the contract",
                        surprises.stream().limit(5).toList()));
    }
}
