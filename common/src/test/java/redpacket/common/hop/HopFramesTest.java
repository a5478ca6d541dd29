package redpacket.common.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.CorruptedFrameException;
import org.junit.jupiter.api.Test;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;

class HopFramesTest {
    private static final HopCall CALL = new HopCall(
            Long.MAX_VALUE,
            HopCall.Verb.OPEN,
            new PacketId(new SetId(SetId.MAX), Long.MAX_VALUE),
            new UserId(Long.MAX_VALUE),
            "0123456789abcdeffedcba9876543210");

    @Test
    void aCallArrivesAsItWasWritten() {
        ByteBuf frame = Unpooled.buffer();
        CALL.writeTo(frame);
        assertThat(frame.readableBytes()).isEqualTo(HopCall.FRAME_BYTES);
        assertThat(frame.readInt()).isEqualTo(frame.readableBytes());
        assertThat(HopCall.readFrom(frame)).isEqualTo(CALL);
    }

    @Test
    void anAnswerArrivesAsItWasWritten() {
        for (String ended : new String[] {"", "EMPTY", "EXPIRED"}) {
            HopAnswer answer =
                    new HopAnswer(7, 503, ended.isEmpty() ? null : ended, 20, 1_000_000, "{\"greeting\":\"恭喜\"}");
            ByteBuf frame = Unpooled.buffer();
            answer.writeTo(frame);
            assertThat(frame.readInt()).isEqualTo(frame.readableBytes());
            assertThat(HopAnswer.readFrom(frame)).isEqualTo(answer);
        }
    }

    @Test
    void whatIsNoCallIsRefused() {
        ByteBuf cut = Unpooled.buffer();
        CALL.writeTo(cut);
        ByteBuf shorter = cut.slice(Integer.BYTES, HopCall.FRAME_BYTES - Integer.BYTES - 1);
        assertThatThrownBy(() -> HopCall.readFrom(shorter)).isInstanceOf(CorruptedFrameException.class);
        ByteBuf verb =
                cut.copy(Integer.BYTES, HopCall.FRAME_BYTES - Integer.BYTES).setByte(Long.BYTES, 3);
        assertThatThrownBy(() -> HopCall.readFrom(verb)).isInstanceOf(CorruptedFrameException.class);
        ByteBuf nobody =
                cut.copy(Integer.BYTES, HopCall.FRAME_BYTES - Integer.BYTES).setLong(21, 0);
        assertThatThrownBy(() -> HopCall.readFrom(nobody)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HopAnswer.readFrom(Unpooled.buffer().writeLong(1)))
                .isInstanceOf(CorruptedFrameException.class);
    }

    @Test
    void anAnswerTellsNoAmountToALog() {
        assertThat(new HopAnswer(7, 200, null, 0, 0, "{\"amountFen\":77}")).hasToString("HopAnswer[200]");
    }
}
