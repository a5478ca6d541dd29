package redpacket.common.owner;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The first frame of a connection: its length after these four bytes, the version of the protocol in one byte, and the
 * service key.
 *
 * <p>An owner answers another version with an {@link AnswerFrame} that has the number {@link #REFUSAL_NUMBER}, and
 * closes the connection. It answers a hello that it accepts with nothing.
 */
public record HelloFrame(int version, String serviceKey) {
    /** The version that this build speaks. Any change to a frame's layout increments it. */
    public static final int VERSION = 1;

    /** No call has this number. */
    public static final long REFUSAL_NUMBER = 0;

    private static final int VERSION_MAX = 255;

    public HelloFrame {
        if (version < 1 || version > VERSION_MAX) {
            throw new CorruptedFrameException("version " + version + " of the owner RPC does not exist");
        }
    }

    public static HelloFrame of(String serviceKey) {
        return new HelloFrame(VERSION, serviceKey);
    }

    /** Bytes of the frame, the length included. */
    public int frameBytes() {
        return Integer.BYTES + 1 + serviceKey.getBytes(StandardCharsets.UTF_8).length;
    }

    public void writeTo(ByteBuf frame) {
        byte[] key = serviceKey.getBytes(StandardCharsets.UTF_8);
        frame.writeInt(1 + key.length).writeByte(version).writeBytes(key);
    }

    /** Reads what follows the length. Throws {@link CorruptedFrameException} for bytes that are no hello. */
    public static HelloFrame readFrom(ByteBuf frame) {
        if (!frame.isReadable()) {
            throw new CorruptedFrameException("a hello of 0 bytes");
        }
        int version = frame.readUnsignedByte();
        return new HelloFrame(version, frame.readString(frame.readableBytes(), StandardCharsets.UTF_8));
    }

    public boolean hasKeyOf(HelloFrame other) {
        return MessageDigest.isEqual(
                serviceKey.getBytes(StandardCharsets.UTF_8), other.serviceKey.getBytes(StandardCharsets.UTF_8));
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "HelloFrame[version " + version + "]";
    }
}
