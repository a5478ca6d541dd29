package redpacket.gateway.forward;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;

/** Collects an answer's body into one array, up to a bound. */
final class Body {
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;

    private Body() {}

    static Mono<byte[]> collect(ByteBufFlux content, int bytesMax) {
        return content.collect(Body::new, (body, buffer) -> body.add(buffer, bytesMax))
                .map(body -> body.bytes);
    }

    private void add(ByteBuf buffer, int bytesMax) {
        int length = buffer.readableBytes();
        if (bytes.length + length > bytesMax) {
            throw new BrokenAnswerException("a service answered more than " + bytesMax + " bytes");
        }
        byte[] longer = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, longer, 0, bytes.length);
        buffer.readBytes(longer, bytes.length, length);
        bytes = longer;
    }
}
