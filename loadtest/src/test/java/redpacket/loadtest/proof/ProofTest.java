package redpacket.loadtest.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.StoredRows;
import redpacket.local.api.PublicApi.Answer;
import tools.jackson.databind.json.JsonMapper;

/** Each invariant holds for sound data, and fails by one row that breaks it. */
class ProofTest {
    private static final String SOUND_FUNDS =
            "{\"walletsFen\":70,\"escrowFen\":20,\"withdrawnFen\":10,\"toppedUpFen\":90,"
                    + "\"correctionsFen\":10,\"gapFen\":0}";

    private final Map<String, List<String>> rows = new HashMap<>();
    private final Journal journal = new Journal();
    private String funds = SOUND_FUNDS;

    ProofTest() {
        rows.put("accounts FROM accounts_1.transfers", List.of("open-abc-7 30", "refund-abc 20", "charge-abc 50"));
        rows.put("accounts FROM accounts_1.transfers WHERE kind", List.of("1 abc"));
        rows.put("set-1 SELECT packet_id, user_id, amount_fen", List.of("1 7 30", "1 0 20"));
        journal.sent("abc", 2);
        journal.asked("abc", 7);
        journal.told("abc", 7, "OPENED", 30L);
    }

    /** Answers a query with the rows of the longest key whose group and text it contains. */
    private final class Stored implements StoredRows {
        @Override
        public List<String> sets() {
            return List.of("set-1");
        }

        @Override
        public List<String> members(String group) {
            return List.of(group + "-db-1", group + "-db-2", group + "-db-3");
        }

        /** Every member holds the rows of its group, unless the test gave it rows of its own. */
        @Override
        public List<String> rowsOf(String member, String sql) {
            List<String> own = rows(member, sql);
            return own.isEmpty() ? rows(member.substring(0, member.indexOf("-db-")), sql) : own;
        }

        @Override
        public List<String> rows(String group, String sql) {
            return rows.entrySet().stream()
                    .filter(entry -> group.equals(entry.getKey().split(" ", 2)[0])
                            && sql.contains(entry.getKey().split(" ", 2)[1]))
                    .max(java.util.Comparator.comparingInt(
                            entry -> entry.getKey().length()))
                    .map(Map.Entry::getValue)
                    .orElse(List.of());
        }
    }

    private List<String> broken() throws SQLException {
        Answer answer = new Answer(200, new JsonMapper().readTree(funds), "", "");
        List<Verdict> verdicts = new Proof(new Stored(), () -> answer, journal).verdicts();
        assertThat(verdicts)
                .extracting(Verdict::rule)
                .containsExactly("I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9");
        return verdicts.stream()
                .filter(verdict -> !verdict.holds())
                .map(Verdict::rule)
                .toList();
    }

    @Test
    void soundDataHoldsEveryInvariant() throws SQLException {
        assertThat(broken()).isEmpty();
    }

    @Test
    void anUnbalancedTransferBreaksI1() throws SQLException {
        rows.put("accounts HAVING SUM(amount_fen) <> 0", List.of("transfer open-abc-7"));
        assertThat(broken()).containsExactly("I1");
    }

    @Test
    void aWrongBalanceBreaksI1() throws SQLException {
        rows.put("accounts HAVING w.balance_fen <>", List.of("wallet 7 31 30"));
        assertThat(broken()).containsExactly("I1");
    }

    @Test
    void wrongFundsBreakI1() throws SQLException {
        funds = SOUND_FUNDS.replace("70", "71");
        assertThat(broken()).containsExactly("I1");
        funds = SOUND_FUNDS.replace("\"gapFen\":0", "\"gapFen\":1");
        assertThat(broken()).containsExactly("I1");
    }

    @Test
    void aSecondOpenOfAUserBreaksI2() throws SQLException {
        rows.put("set-1 GROUP BY packet_id, user_id HAVING", List.of("1 7"));
        assertThat(broken()).containsExactly("I2");
    }

    @Test
    void aGapOrAWrongSumBreaksI3() throws SQLException {
        rows.put("set-1 SELECT p.packet_id", List.of("1 ACTIVE 50 49 2 3"));
        assertThat(broken()).containsExactly("I3");
    }

    @Test
    void anAnsweredOpenThatIsNotPaidBreaksI4() throws SQLException {
        journal.told("abc", 8, "OPENED", 5L);
        assertThat(broken()).containsExactly("I4");
    }

    @Test
    void anAnsweredOpenOnOneMemberBreaksI4() throws SQLException {
        rows.put("set-1-db-2 SELECT packet_id, user_id, amount_fen", List.of("1 0 20"));
        assertThat(broken()).isEmpty();
        rows.put("set-1-db-3 SELECT packet_id, user_id, amount_fen", List.of("1 0 20"));
        assertThat(broken()).containsExactly("I4");
    }

    @Test
    void anotherAmountOnAMemberBreaksI4() throws SQLException {
        rows.put("set-1-db-3 SELECT packet_id, user_id, amount_fen", List.of("1 7 31"));
        assertThat(broken()).containsExactly("I4");
    }

    @Test
    void membersThatDifferBreakI4() throws SQLException {
        rows.put("accounts-db-3 FROM accounts_2.wallets", List.of("1 77"));
        assertThat(broken()).containsExactly("I4");
        assertThat(new Proof(new Stored(), () -> null, journal).membersAgree()).isFalse();
    }

    @Test
    void aRefusalWithoutATimeToReturnBreaksI9() throws SQLException {
        JsonMapper json = new JsonMapper();
        journal.refused("open", new Answer(503, json.readTree("{\"retryAfterMillis\":300}"), "", "1"));
        assertThat(broken()).isEmpty();
        journal.refused("open", new Answer(503, json.readTree("{}"), "", "1"));
        assertThat(broken()).containsExactly("I9");
    }

    @Test
    void aMissingADoubledAndAnInventedCreditBreakI5() throws SQLException {
        rows.put("set-1 SELECT packet_id, user_id, amount_fen", List.of("1 7 30", "1 9 1", "1 0 20"));
        assertThat(broken()).containsExactly("I5");
        rows.put("set-1 SELECT packet_id, user_id, amount_fen", List.of("1 0 20"));
        // The open was answered, so its loss breaks I4 as well.
        assertThat(broken()).containsExactly("I4", "I5");
        rows.put("set-1 SELECT packet_id, user_id, amount_fen", List.of("1 7 30", "1 0 20"));
        rows.put("accounts FROM accounts_2.transfers", List.of("open-abc-7 30"));
        assertThat(broken()).containsExactly("I5");
    }

    @Test
    void aMissingAndADoubledRefundBreakI6() throws SQLException {
        rows.put("accounts FROM accounts_1.transfers", List.of("open-abc-7 30", "charge-abc 50"));
        assertThat(broken()).containsExactly("I6");
        rows.put("accounts FROM accounts_1.transfers", List.of("open-abc-7 30", "refund-abc 20", "refund-xyz 1"));
        assertThat(broken()).containsExactly("I6");
    }

    @Test
    void aPacketThatIsOpenAfterItsExpiryBreaksI6() throws SQLException {
        rows.put("set-1 SELECT 'still open'", List.of("still open 1 2026-01-01"));
        assertThat(broken()).containsExactly("I6");
    }

    @Test
    void anAnswerThatChangedBreaksI7() throws SQLException {
        journal.told("abc", 7, "OPENED", 31L);
        assertThat(broken()).containsExactly("I7");
        journal.told("abc", 7, "EMPTY", null);
        assertThat(journal.contradictions()).hasSize(2);
    }

    @Test
    void aLostAnswerAndAnInternalErrorBreakI8() throws SQLException {
        journal.asked("abc", 8);
        assertThat(broken()).containsExactly("I8");
        journal.told("abc", 8, "EMPTY", null);
        assertThat(broken()).isEmpty();
        journal.surprise("500");
        assertThat(broken()).containsExactly("I8");
    }
}
