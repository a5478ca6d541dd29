package redpacket.notification.profile;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import redpacket.common.problem.Problem;
import redpacket.common.text.TextRules;

/** The body of a change. An avatar's address is checked and stored, and never fetched. */
record ProfileRequest(@Nullable String nickname, @Nullable String avatarUrl) {
    private static final int NICKNAME_CHARACTERS_MAX = 40;
    private static final int AVATAR_URL_LENGTH_MAX = 512;

    /** Visible text of 1 to 40 characters, in normal form C. */
    String checkedNickname() {
        return TextRules.visible(nickname, NICKNAME_CHARACTERS_MAX)
                .orElseThrow(() -> Problem.invalid(
                        "INVALID_NICKNAME",
                        "nickname is visible text of 1 to " + NICKNAME_CHARACTERS_MAX + " characters."));
    }

    /** An https address of at most 512 characters, or empty. */
    String checkedAvatarUrl() {
        if (avatarUrl == null || avatarUrl.isEmpty()) {
            return "";
        }
        try {
            URI uri = new URI(avatarUrl);
            if (avatarUrl.length() <= AVATAR_URL_LENGTH_MAX
                    && "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && avatarUrl.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                return avatarUrl;
            }
        } catch (URISyntaxException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static Problem invalid() {
        return Problem.invalid(
                "INVALID_AVATAR_URL",
                "avatarUrl is an https address of at most " + AVATAR_URL_LENGTH_MAX + " characters.");
    }

    @Override
    public String toString() {
        return "ProfileRequest[…]";
    }
}
