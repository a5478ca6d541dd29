package redpacket.notification.profile;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.UserId;

@RestController
final class ProfileEndpoint {
    private final ChangeProfile changeProfile;

    ProfileEndpoint(ChangeProfile changeProfile) {
        this.changeProfile = changeProfile;
    }

    /** A user without a profile has an empty nickname and an empty avatar. */
    @GetMapping("/v1/profile")
    ProfileAnswer profile(UserId user) {
        return changeProfile
                .find(user)
                .map(row -> answer(user, row.nickname(), row.avatarUrl()))
                .orElseGet(() -> answer(user, "", ""));
    }

    @PutMapping("/v1/profile")
    ProfileAnswer change(UserId user, @RequestBody ProfileRequest request) {
        String nickname = request.checkedNickname();
        String avatarUrl = request.checkedAvatarUrl();
        changeProfile.change(user, nickname, avatarUrl);
        return answer(user, nickname, avatarUrl);
    }

    private static ProfileAnswer answer(UserId user, String nickname, String avatarUrl) {
        return new ProfileAnswer(user.toString(), nickname, avatarUrl);
    }

    record ProfileAnswer(
            String userId, String nickname, @Nullable String avatarUrl) {}
}
