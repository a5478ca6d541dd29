package redpacket.common.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketIdCodecTest {
    private static final PacketId PACKET = new PacketId(new SetId(2), 1234567890123456789L);
    private final PacketIdCodec codec = new PacketIdCodec(new byte[32]);

    @Test
    void whatIsEncodedIsDecoded() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            PacketId id =
                    new PacketId(new SetId(random.nextInt(SetId.MAX) + 1), random.nextLong(Long.MAX_VALUE - 1) + 1);
            assertThat(codec.decode(codec.encode(id))).contains(id);
        }
    }

    @Test
    void anyOtherCharacterAnywhereIsRefused() {
        String id = codec.encode(PACKET);
        for (int i = 0; i < id.length(); i++) {
            for (char c = '!'; c < 0x7F; c++) {
                if (c != id.charAt(i)) {
                    assertThat(codec.decode(id.substring(0, i) + c + id.substring(i + 1)))
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void cutLengthenedPaddedAndForeignIdsAreRefused() {
        String id = codec.encode(PACKET);
        assertThat(codec.decode("")).isEmpty();
        assertThat(codec.decode(id.substring(1))).isEmpty();
        assertThat(codec.decode(id + "A")).isEmpty();
        assertThat(codec.decode(id.substring(0, 22) + "==")).isEmpty();
        assertThat(codec.decode("A".repeat(10_000))).isEmpty();
        byte[] otherKey = new byte[32];
        otherKey[31] = 1;
        assertThat(codec.decode(new PacketIdCodec(otherKey).encode(PACKET))).isEmpty();
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatThrownBy(() -> new PacketIdCodec(new byte[31])).hasMessageContaining("32");
    }
}
