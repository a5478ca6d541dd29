package redpacket.notification.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import redpacket.notification.group.MemberChange.Changed;
import redpacket.notification.group.MemberChange.Full;
import redpacket.notification.group.MemberChange.NotAllowed;
import redpacket.notification.group.MemberChange.NotFound;
import redpacket.notification.group.MemberChange.Unchanged;

class MemberChangeTest {
    private static final long OWNER = 1;
    private static final long MEMBER = 2;
    private static final long OTHER = 3;
    private static final long STRANGER = 9;
    private static final List<Long> MEMBERS = List.of(OWNER, MEMBER, OTHER);

    @Test
    void aStrangerFindsNoGroupWhateverHeAsks() {
        assertThat(add(STRANGER, STRANGER, 500)).isEqualTo(new NotFound());
        assertThat(remove(STRANGER, MEMBER)).isEqualTo(new NotFound());
        assertThat(remove(STRANGER, STRANGER)).isEqualTo(new NotFound());
    }

    @Test
    void onlyTheOwnerAddsAndAFullGroupTakesNobody() {
        assertThat(add(MEMBER, STRANGER, 500)).isEqualTo(new NotAllowed());
        assertThat(add(OWNER, MEMBER, 3)).isEqualTo(new Unchanged());
        assertThat(add(OWNER, STRANGER, 3)).isEqualTo(new Full());
        assertThat(add(OWNER, STRANGER, 4)).isEqualTo(new Changed(List.of(OWNER, MEMBER, OTHER, STRANGER), OWNER));
    }

    @Test
    void aMemberLeavesAndRemovesNobodyElse() {
        assertThat(remove(MEMBER, OTHER)).isEqualTo(new NotAllowed());
        assertThat(remove(MEMBER, MEMBER)).isEqualTo(new Changed(List.of(OWNER, OTHER), OWNER));
        assertThat(remove(OWNER, MEMBER)).isEqualTo(new Changed(List.of(OWNER, OTHER), OWNER));
        assertThat(remove(OWNER, STRANGER)).isEqualTo(new Unchanged());
    }

    @Test
    void theGroupOfAnOwnerWhoLeavesGoesToTheLongestStandingMember() {
        assertThat(remove(OWNER, OWNER)).isEqualTo(new Changed(List.of(MEMBER, OTHER), MEMBER));
        assertThat(MemberChange.removing(OWNER, OWNER, List.of(OWNER), OWNER)).isEqualTo(new Changed(List.of(), OWNER));
    }

    private static MemberChange add(long caller, long user, int membersMax) {
        return MemberChange.adding(caller, user, MEMBERS, OWNER, membersMax);
    }

    private static MemberChange remove(long caller, long user) {
        return MemberChange.removing(caller, user, MEMBERS, OWNER);
    }
}
