package redpacket.notification.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileRequestTest {
    @Test
    void takesAnHttpsAddressOrNone() {
        assertThat(avatar("https://example.com/a.png?x=1")).isEqualTo("https://example.com/a.png?x=1");
        assertThat(avatar("")).isEmpty();
        assertThat(avatar(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/a.png",
                "https://user:secret@example.com/a.png",
                "https:///a.png",
                "javascript:alert(1)",
                "//example.com/a.png",
                "https://example.com/a b",
                "https://example.com/ä",
                "not an address"
            })
    void refusesEveryOtherAddress(String url) {
        assertThatThrownBy(() -> avatar(url)).hasFieldOrPropertyWithValue("code", "INVALID_AVATAR_URL");
    }

    @Test
    void refusesAnAddressOfMoreThan512Characters() {
        String longest = "https://example.com/" + "a".repeat(492);
        assertThat(avatar(longest)).hasSize(512);
        assertThatThrownBy(() -> avatar(longest + "a")).hasFieldOrPropertyWithValue("code", "INVALID_AVATAR_URL");
    }

    @Test
    void aNicknameHasOneToFortyVisibleCharacters() {
        assertThat(nickname("🧧".repeat(40))).hasSize(80);
        for (@Nullable
        String bad : new @Nullable String[] {
            null, "", " ", "a\tb", "x".repeat(41), "\ud83e", "\u200b", "\u202eabc", "客服\u200b"
        }) {
            assertThatThrownBy(() -> nickname(bad)).hasFieldOrPropertyWithValue("code", "INVALID_NICKNAME");
        }
    }

    @Test
    void showsNothingInLogs() {
        assertThat(new ProfileRequest("Mei", "https://example.com/a").toString())
                .doesNotContain("Mei", "example");
    }

    private static String avatar(@Nullable String url) {
        return new ProfileRequest("Mei", url).checkedAvatarUrl();
    }

    private static String nickname(@Nullable String nickname) {
        return new ProfileRequest(nickname, null).checkedNickname();
    }
}
