package redpacket.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.owner.AnswerFrame;
import redpacket.common.owner.HelloFrame;
import redpacket.common.owner.OpenFrame;

class OwnerConnectionTest {
    private static final int PORT = 7;
    private static final OwnerRpcClient.Question QUESTION = new OwnerRpcClient.Question(
            OpenFrame.Verb.OPEN, new PacketId(new SetId(1), 5), new UserId(8), "0123456789abcdeffedcba9876543210");

    private boolean passedOver;
    private final OwnerConnection connection = new OwnerConnection(
            "grab-1", PORT, new OwnerRpcSettings(true, 10, 500, 50), TimeUnit.MINUTES.toNanos(1), () -> passedOver);
    private final EmbeddedChannel channel = new EmbeddedChannel(connection);
    private final List<Object> ends = new ArrayList<>();

    @Test
    void anAnswerReachesTheCallOfItsNumber() {
        ask();
        ask();
        OpenFrame first = sent();
        OpenFrame second = sent();
        assertThat(first.number()).isPositive().isNotEqualTo(second.number());
        AnswerFrame answer = new AnswerFrame(second.number(), 200, null, 0, 0, "{}");
        receive(answer);
        assertThat(ends).containsExactly(answer);
    }

    @Test
    void aRefusedVersionClosesTheConnectionAndEndsItsCallsAsUnknown() {
        ask();
        receive(new AnswerFrame(HelloFrame.REFUSAL_NUMBER, 426, null, 0, 0, "{\"code\":\"OWNER_RPC_VERSION\"}"));
        assertThat(connection.isReady()).isFalse();
        assertThat(channel.isOpen()).isFalse();
        assertThat(ends).singleElement().isInstanceOf(java.io.IOException.class);
    }

    @Test
    void callsOfAnInstanceThatIsPassedOverEndAsUnknown() {
        ask();
        sweep();
        assertThat(ends).isEmpty();
        passedOver = true;
        sweep();
        assertThat(ends).singleElement().isInstanceOf(io.netty.handler.timeout.ReadTimeoutException.class);
    }

    private void sweep() {
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private void ask() {
        var unused =
                Mono.<AnswerFrame>create(sink -> connection.ask(QUESTION, sink)).subscribe(ends::add, ends::add);
    }

    private OpenFrame sent() {
        ByteBuf frame = channel.readOutbound();
        try {
            frame.skipBytes(Integer.BYTES);
            return OpenFrame.readFrom(frame);
        } finally {
            frame.release();
        }
    }

    private void receive(AnswerFrame answer) {
        ByteBuf frame = channel.alloc().buffer();
        answer.writeTo(frame);
        channel.writeInbound(frame.skipBytes(Integer.BYTES));
    }
}
