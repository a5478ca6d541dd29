package redpacket.common.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.CorruptedFrameException;
import org.junit.jupiter.api.Test;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;

class OwnerRpcFramesTest {
    private static final OpenFrame CALL = new OpenFrame(
            Long.MAX_VALUE,
            OpenFrame.Verb.OPEN,
            new PacketId(new SetId(SetId.MAX), Long.MAX_VALUE),
            new UserId(Long.MAX_VALUE),
            "0123456789abcdeffedcba9876543210");

    @Test
    void aCallArrivesAsItWasWritten() {
        ByteBuf frame = Unpooled.buffer();
        CALL.writeTo(frame);
        assertThat(frame.readableBytes()).isEqualTo(OpenFrame.FRAME_BYTES);
        assertThat(frame.readInt()).isEqualTo(frame.readableBytes());
        assertThat(OpenFrame.readFrom(frame)).isEqualTo(CALL);
    }

    @Test
    void aHelloArrivesAsItWasWritten() {
        HelloFrame hello = HelloFrame.of("a key that is long enough to be one");
        ByteBuf frame = Unpooled.buffer();
        hello.writeTo(frame);
        assertThat(frame.readableBytes()).isEqualTo(hello.frameBytes());
        assertThat(frame.readInt()).isEqualTo(frame.readableBytes());
        HelloFrame read = HelloFrame.readFrom(frame);
        assertThat(read).isEqualTo(hello);
        assertThat(read.hasKeyOf(hello)).isTrue();
        assertThat(read.hasKeyOf(HelloFrame.of("another key"))).isFalse();
        assertThat(read).hasToString("HelloFrame[version 1]");
    }

    @Test
    void bytesThatAreNoHelloAreRefused() {
        assertThatThrownBy(() -> HelloFrame.readFrom(Unpooled.buffer())).isInstanceOf(CorruptedFrameException.class);
        assertThatThrownBy(
                        () -> HelloFrame.readFrom(Unpooled.buffer().writeByte(0).writeByte('k')))
                .isInstanceOf(CorruptedFrameException.class)
                .hasMessageContaining("version 0");
    }

    @Test
    void anAnswerArrivesAsItWasWritten() {
        for (String ended : new String[] {"", "EMPTY", "EXPIRED"}) {
            AnswerFrame answer =
                    new AnswerFrame(7, 503, ended.isEmpty() ? null : ended, 20, 1_000_000, "{\"greeting\":\"恭喜\"}");
            ByteBuf frame = Unpooled.buffer();
            answer.writeTo(frame);
            assertThat(frame.readInt()).isEqualTo(frame.readableBytes());
            assertThat(AnswerFrame.readFrom(frame)).isEqualTo(answer);
        }
    }

    @Test
    void bytesThatAreNoCallAreRefused() {
        ByteBuf cut = Unpooled.buffer();
        CALL.writeTo(cut);
        ByteBuf shorter = cut.slice(Integer.BYTES, OpenFrame.FRAME_BYTES - Integer.BYTES - 1);
        assertThatThrownBy(() -> OpenFrame.readFrom(shorter)).isInstanceOf(CorruptedFrameException.class);
        ByteBuf verb =
                cut.copy(Integer.BYTES, OpenFrame.FRAME_BYTES - Integer.BYTES).setByte(Long.BYTES, 3);
        assertThatThrownBy(() -> OpenFrame.readFrom(verb)).isInstanceOf(CorruptedFrameException.class);
        ByteBuf nobody =
                cut.copy(Integer.BYTES, OpenFrame.FRAME_BYTES - Integer.BYTES).setLong(21, 0);
        assertThatThrownBy(() -> OpenFrame.readFrom(nobody)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AnswerFrame.readFrom(Unpooled.buffer().writeLong(1)))
                .isInstanceOf(CorruptedFrameException.class);
    }

    @Test
    void anAnswerShowsNoAmount() {
        assertThat(new AnswerFrame(7, 200, null, 0, 0, "{\"amountFen\":77}")).hasToString("AnswerFrame[200]");
    }
}
