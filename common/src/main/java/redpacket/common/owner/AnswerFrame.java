package redpacket.common.owner;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The owner's answer to a call. A frame begins with its length after these four bytes, the call's number and the
 * status. Then come how the packet ended (0 not told, 1 empty, 2 expired) and the seconds until a retry (0 for none).
 * Last are the microseconds in the lane's queue and the JSON. All numbers are big endian.
 *
 * @param status of HTTP; from 400 on the JSON is a problem
 * @param ended EMPTY or EXPIRED, where the gateway may remember it
 * @param waitedMicros time in the lane's queue, less the commit that was in flight when the call arrived
 */
public record AnswerFrame(
        long number, int status, @Nullable String ended, int retryAfterSeconds, int waitedMicros, String json) {
    private static final int HEAD_BYTES = Long.BYTES + Short.BYTES + 1 + Short.BYTES + Integer.BYTES;
    private static final String EMPTY = "EMPTY";
    private static final String EXPIRED = "EXPIRED";

    public void writeTo(ByteBuf frame) {
        frame.writeInt(HEAD_BYTES + ByteBufUtil.utf8Bytes(json))
                .writeLong(number)
                .writeShort(status)
                .writeByte(ended == null ? 0 : ended.equals(EMPTY) ? 1 : 2)
                .writeShort(retryAfterSeconds)
                .writeInt(waitedMicros)
                .writeCharSequence(json, StandardCharsets.UTF_8);
    }

    /** Reads what follows the length. Throws {@link CorruptedFrameException} for bytes that are no answer. */
    public static AnswerFrame readFrom(ByteBuf frame) {
        if (frame.readableBytes() < HEAD_BYTES) {
            throw new CorruptedFrameException("an answer of " + frame.readableBytes() + " bytes");
        }
        long number = frame.readLong();
        int status = frame.readUnsignedShort();
        int ending = frame.readByte();
        String ended = ending == 0 ? null : ending == 1 ? EMPTY : EXPIRED;
        int retryAfterSeconds = frame.readUnsignedShort();
        int waitedMicros = frame.readInt();
        String json = frame.readString(frame.readableBytes(), StandardCharsets.UTF_8);
        return new AnswerFrame(number, status, ended, retryAfterSeconds, waitedMicros, json);
    }

    /** Shows no amount. */
    @Override
    public String toString() {
        return "AnswerFrame[" + status + "]";
    }
}
