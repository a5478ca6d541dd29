package redpacket.grab.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import redpacket.grab.model.OpenOutcome;

class OpenJsonTest {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.007Z");

    @Test
    void aShareIsWrittenAsTheContractSays() {
        assertThat(OpenJson.opened(new OpenOutcome.Opened(188, 3, 7, AT, false)))
                .isEqualTo("{\"outcome\":\"OPENED\",\"amountFen\":188,\"sequence\":3,\"remainingCount\":7,"
                        + "\"openedAt\":\"2026-02-03T04:05:06.007Z\"}");
        assertThat(OpenJson.opened(new OpenOutcome.Opened(1, 10, 0, Instant.parse("2026-12-31T23:59:59Z"), true)))
                .isEqualTo("{\"outcome\":\"OPENED\",\"amountFen\":1,\"sequence\":10,\"remainingCount\":0,"
                        + "\"openedAt\":\"2026-12-31T23:59:59.000Z\",\"replayed\":true}");
    }

    @Test
    void theOthersAreWrittenAsTheContractSays() {
        assertThat(OpenJson.of("EMPTY")).isEqualTo("{\"outcome\":\"EMPTY\"}");
        assertThat(OpenJson.alreadyOpened(new OpenOutcome.Opened(188, 3, 7, AT, true)))
                .isEqualTo("{\"outcome\":\"ALREADY_OPENED\",\"amountFen\":188}");
    }
}
