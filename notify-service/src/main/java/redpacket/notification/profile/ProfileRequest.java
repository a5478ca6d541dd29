package redpacket.notification.profile;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import redpacket.common.problem.Problem;

/** The body of a change. An avatar's address is looked at, handed on, and never fetched. */
record ProfileRequest(@Nullable String nickname, @Nullable String avatarUrl) {
    private static final int NICKNAME_CHARACTERS_MAX = 40;
    private static final int AVATAR_URL_LENGTH_MAX = 512;

    /** 1 to 40 characters, none of them a control. */
    String checkedNickname() {
        if (nickname == null
                || nickname.isBlank()
                || nickname.codePointCount(0, nickname.length()) > NICKNAME_CHARACTERS_MAX
                || nickname.codePoints().anyMatch(ProfileRequest::isUnprintable)) {
            throw Problem.invalid(
                    "INVALID_NICKNAME", "nickname has 1 to " + NICKNAME_CHARACTERS_MAX + " printable characters.");
        }
        return nickname;
    }

    private static boolean isUnprintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
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
