package redpacket.notification.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShareRequestTest {
    private static final ShareSettings SETTINGS =
            new ShareSettings(500, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));

    @Test
    void namesAGroupOrUsers() {
        assertThat(check("5", null).groupId()).isEqualTo(5);
        assertThat(check(null, List.of("9", "8")).users()).containsExactly(8L, 9L);
    }

    @Test
    void refusesBothNeitherTwiceAndTooMany() {
        assertRefused("INVALID_RECIPIENTS", "5", List.of("8"));
        assertRefused("INVALID_RECIPIENTS", null, null);
        assertRefused("INVALID_RECIPIENTS", null, List.of());
        assertRefused("INVALID_RECIPIENTS", null, List.of("8", "8"));
        assertRefused("INVALID_RECIPIENTS", null, Arrays.asList("8", null));
        assertRefused("INVALID_RECIPIENTS", null, List.of("08"));
        assertRefused(
                "INVALID_RECIPIENTS",
                null,
                LongStream.rangeClosed(1, 501).mapToObj(Long::toString).toList());
    }

    @Test
    void aGroupThatNobodyCanHaveIsUnknown() {
        assertRefused("NOT_FOUND", "x", null);
    }

    private static void assertRefused(String code, @Nullable String group, @Nullable List<@Nullable String> users) {
        assertThatThrownBy(() -> check(group, users)).hasFieldOrPropertyWithValue("code", code);
    }

    private static ShareRequest.Target check(@Nullable String group, @Nullable List<@Nullable String> users) {
        return new ShareRequest(group, users).checked(SETTINGS);
    }
}
