package redpacket.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UserRangeTest {
    @Test
    void idsAreFromOneToTheLargestLong() {
        assertThat(UserRange.parse("1")).isEqualTo(new UserRange(1, 1));
        assertThat(UserRange.parse("1-2000")).isEqualTo(new UserRange(1, 2000));
        assertThat(UserRange.parse("9223372036854775807")).isEqualTo(new UserRange(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void otherWordsAreRefused() {
        for (String word : new String[] {
            "0", "-1", "2-1", "1-1000001", "9223372036854775808", "99999999999999999999", "1-", "all", ""
        }) {
            assertThatThrownBy(() -> UserRange.parse(word))
                    .as(word)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("For input string");
        }
    }

    @Test
    void aRangeThatEndsAtTheLargestIdIsPrintedOnce() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TokenCommand.print(
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                new UserRange(Long.MAX_VALUE - 1, Long.MAX_VALUE),
                user -> "token of " + user);
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("token of 9223372036854775806", "token of 9223372036854775807");
    }
}
