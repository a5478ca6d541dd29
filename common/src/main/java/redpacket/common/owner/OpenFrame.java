package redpacket.common.owner;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.HexFormat;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;

/**
 * A grab or an open without a body, from the gateway to the owner of the packet. A frame begins with its length after
 * these four bytes, the number and the verb (1 grab, 2 open). Then come the set, the packet's number, the user and the
 * trace's 16 bytes. All numbers are big endian.
 *
 * @param number chosen by the caller from 1 on, unique among the calls of one connection that have no answer yet
 * @param packet the gateway has checked its MAC
 * @param traceId 32 hex digits
 */
public record OpenFrame(long number, Verb verb, PacketId packet, UserId user, String traceId) {
    private static final int TRACE_BYTES = 16;
    private static final int BYTES = Long.BYTES + 1 + Integer.BYTES + Long.BYTES + Long.BYTES + TRACE_BYTES;

    /** The call that a frame carries. */
    public enum Verb {
        GRAB,
        OPEN
    }

    private static final int GRAB = 1;
    private static final int OPEN = 2;

    /** Bytes of a frame, the length included. */
    public static final int FRAME_BYTES = Integer.BYTES + BYTES;

    public void writeTo(ByteBuf frame) {
        frame.writeInt(BYTES)
                .writeLong(number)
                .writeByte(verb == Verb.GRAB ? GRAB : OPEN)
                .writeInt(packet.set().value())
                .writeLong(packet.number())
                .writeLong(user.value())
                .writeLong(HexFormat.fromHexDigitsToLong(traceId, 0, TRACE_BYTES))
                .writeLong(HexFormat.fromHexDigitsToLong(traceId, TRACE_BYTES, 2 * TRACE_BYTES));
    }

    /** Reads what follows the length. Throws {@link CorruptedFrameException} for bytes that are no call. */
    public static OpenFrame readFrom(ByteBuf frame) {
        if (frame.readableBytes() != BYTES) {
            throw new CorruptedFrameException("a call of " + frame.readableBytes() + " bytes");
        }
        long number = frame.readLong();
        int verb = frame.readByte();
        if (verb != GRAB && verb != OPEN) {
            throw new CorruptedFrameException("no verb " + verb);
        }
        PacketId packet = new PacketId(new SetId(frame.readInt()), frame.readLong());
        UserId user = new UserId(frame.readLong());
        HexFormat hex = HexFormat.of();
        String traceId = hex.toHexDigits(frame.readLong()) + hex.toHexDigits(frame.readLong());
        return new OpenFrame(number, verb == GRAB ? Verb.GRAB : Verb.OPEN, packet, user, traceId);
    }
}
