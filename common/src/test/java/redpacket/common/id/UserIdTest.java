package redpacket.common.id;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {
    @Test
    void theWholeRangeIsTaken() {
        assertThat(UserId.parse("1")).contains(UserId.of(1));
        assertThat(UserId.parse("9223372036854775807")).contains(UserId.of(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "01", "-1", "+1", " 1", "1 ", "1.0", "9223372036854775808", "１", "abc", "1e3"})
    void anyOtherSpellingIsRefused(String text) {
        assertThat(UserId.parse(text)).isEmpty();
    }
}
