package redpacket.grab.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import redpacket.common.id.PacketId;
import redpacket.grab.model.AudienceKind;
import redpacket.grab.model.TestPackets;
import redpacket.grab.open.OpenScene.Kind;
import redpacket.grab.open.OpenScene.Place;
import redpacket.grab.open.OpenScene.State;
import redpacket.grab.open.OpenScene.User;

class CheckPasswordTest {
    private static final PacketId PACKET = TestPackets.packet(1);

    @Test
    void remembersARightPasswordByAKeyedHashAndNotInPlain() {
        try (OpenScene scene = new OpenScene(Kind.PASSWORD, AudienceKind.LINK, State.ACTIVE, Place.MEMORY)) {
            scene.open(User.MEMBER, TestPackets.PASSWORD, null).join();
            scene.open(User.OUTSIDER, "misfortune", null).join();
            assertThat(scene.passwords.remembered()).singleElement().satisfies(key -> {
                assertThat(key.remaining()).isEqualTo(32);
                assertThat(StandardCharsets.ISO_8859_1.decode(key.duplicate()).toString())
                        .doesNotContain(TestPackets.PASSWORD);
            });
        }
    }

    @Test
    void theHashDependsOnTheProcessThePacketTheUserAndThePassword() {
        KeyedHash hash = new KeyedHash();
        assertThat(hash.of(PACKET, 7, "a")).isEqualTo(hash.of(PACKET, 7, "a"));
        assertThat(hash.of(PACKET, 7, "a"))
                .isNotEqualTo(hash.of(TestPackets.packet(2), 7, "a"))
                .isNotEqualTo(hash.of(PACKET, 8, "a"))
                .isNotEqualTo(hash.of(PACKET, 7, "b"))
                .isNotEqualTo(new KeyedHash().of(PACKET, 7, "a"));
    }
}
