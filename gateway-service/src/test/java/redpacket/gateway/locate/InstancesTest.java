package redpacket.gateway.locate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import redpacket.common.id.UserId;
import redpacket.gateway.model.ServiceName;

class InstancesTest {
    private final Instance first = new Instance(ServiceName.GRAB, "grab-1", URI.create("http://127.0.0.1:1"));
    private final Instance second = new Instance(ServiceName.GRAB, "grab-2", URI.create("http://127.0.0.1:2"));
    private final Instances instances = Instances.byKey(List.of(first, second));

    @Test
    void givesAKeyToItsOwner() {
        for (long key = 1; key < 50; key++) {
            assertThat(instances.ownerOf(key, Set.of())).isEqualTo(instances.ownerOf(key, Set.of()));
        }
    }

    @Test
    void passesOverOneThatIsNotWell() {
        first.become(false);
        for (long key = 1; key < 50; key++) {
            assertThat(instances.ownerOf(key, Set.of())).contains(second);
        }
    }

    @Test
    void triesOneThatIsNotWellBeforeNone() {
        first.become(false);
        assertThat(instances.ownerOf(1, Set.of(second))).contains(first);
        second.become(false);
        assertThat(instances.ownerOf(1, Set.of())).isPresent();
    }

    @Test
    void givesNoneTwice() {
        assertThat(instances.ownerOf(1, Set.of(first, second))).isEmpty();
    }

    @Test
    void anInstanceIsPassedOverWhileAnotherServes() {
        assertThat(instances.isPassedOver(first)).isFalse();
        first.become(false);
        assertThat(instances.isPassedOver(first)).isTrue();
        second.become(false);
        assertThat(instances.isPassedOver(first)).isFalse();
    }

    @Test
    void remembersTheLeaderWhileItServes() {
        UserId user = new UserId(7);
        assertThat(instances.leaderOf(user, Set.of())).isEmpty();
        instances.leads(user, second);
        assertThat(instances.leaderOf(user, Set.of())).contains(second);
        assertThat(instances.leaderOf(user, Set.of(second))).isEmpty();
        second.become(false);
        assertThat(instances.leaderOf(user, Set.of())).isEmpty();
    }

    @Test
    void anInstanceIsSilentWhileNoCallIsAnswered() {
        assertThat(first.isSilent(1_000, 500)).isFalse();
        first.asked(100);
        first.asked(400);
        assertThat(first.isSilent(599, 500)).isFalse();
        assertThat(first.isSilent(600, 500)).isTrue();
        first.answered();
        assertThat(first.isSilent(600, 500)).isFalse();
    }

    @Test
    void aSetHasOneOwner() {
        Instances owners = Instances.bySet(List.of(first, second));
        assertThat(owners.ownerOf(1, Set.of())).contains(first);
        assertThat(owners.ownerOf(2, Set.of())).contains(second);
        first.become(false);
        assertThat(owners.ownerOf(1, Set.of())).contains(second);
    }
}
