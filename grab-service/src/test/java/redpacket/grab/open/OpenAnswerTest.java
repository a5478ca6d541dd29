package redpacket.grab.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import redpacket.common.owner.OpenFrame.Verb;
import redpacket.grab.model.Ending;
import redpacket.grab.model.OpenOutcome;

/** Answers in the order of precedence of their outcomes. */
class OpenAnswerTest {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.007Z");

    @Test
    void refusalsAreProblems() {
        for (Verb verb : Verb.values()) {
            assertThat(OpenAnswer.of(verb, new OpenOutcome.Unknown()).status()).isEqualTo(404);
            assertThat(OpenAnswer.of(verb, new OpenOutcome.NotInAudience()))
                    .matches(answer -> answer.status() == 403)
                    .matches(answer -> answer.json().contains("\"code\":\"NOT_IN_AUDIENCE\""));
            assertThat(OpenAnswer.of(verb, new OpenOutcome.WrongPassword()))
                    .matches(answer -> answer.status() == 403)
                    .matches(answer -> answer.json().contains("\"code\":\"WRONG_PASSWORD\""));
        }
        assertThat(OpenAnswer.of(OpenAnswer.unavailable()))
                .matches(answer -> answer.status() == 503)
                .matches(answer -> answer.retryAfterSeconds() == 1)
                .matches(answer -> answer.json().contains("\"retryAfterMillis\":"));
    }

    @Test
    void aShareIsWrittenAsTheContractSays() {
        assertThat(OpenAnswer.of(Verb.OPEN, new OpenOutcome.Opened(188, 3, 7, AT, false)))
                .isEqualTo(ok("{\"outcome\":\"OPENED\",\"amountFen\":188,\"sequence\":3,\"remainingCount\":7,"
                        + "\"openedAt\":\"2026-02-03T04:05:06.007Z\"}"));
        Instant newYear = Instant.parse("2026-12-31T23:59:59Z");
        assertThat(OpenAnswer.of(Verb.OPEN, new OpenOutcome.Opened(1, 10, 0, newYear, true)))
                .isEqualTo(ok("{\"outcome\":\"OPENED\",\"amountFen\":1,\"sequence\":10,\"remainingCount\":0,"
                        + "\"openedAt\":\"2026-12-31T23:59:59.000Z\",\"replayed\":true}"));
        assertThat(OpenAnswer.of(Verb.GRAB, new OpenOutcome.Opened(188, 3, 7, AT, true)))
                .isEqualTo(ok("{\"outcome\":\"ALREADY_OPENED\",\"amountFen\":188}"));
    }

    @Test
    void anEndIsToldToTheGatewayOnlyWhereEveryUserMayLearnIt() {
        for (Verb verb : Verb.values()) {
            assertThat(OpenAnswer.of(verb, new OpenOutcome.Empty(true)))
                    .isEqualTo(new OpenAnswer(200, "{\"outcome\":\"EMPTY\"}", Ending.EMPTY, 0));
            assertThat(OpenAnswer.of(verb, new OpenOutcome.Empty(false))).isEqualTo(ok("{\"outcome\":\"EMPTY\"}"));
            assertThat(OpenAnswer.of(verb, new OpenOutcome.Expired(true)))
                    .isEqualTo(new OpenAnswer(200, "{\"outcome\":\"EXPIRED\"}", Ending.EXPIRED, 0));
            assertThat(OpenAnswer.of(verb, new OpenOutcome.Expired(false))).isEqualTo(ok("{\"outcome\":\"EXPIRED\"}"));
        }
        assertThat(OpenAnswer.of(Verb.GRAB, new OpenOutcome.Grabbed())).isEqualTo(ok("{\"outcome\":\"GRABBED\"}"));
    }

    private static OpenAnswer ok(String json) {
        return new OpenAnswer(200, json, null, 0);
    }
}
