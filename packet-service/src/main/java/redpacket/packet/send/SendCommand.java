package redpacket.packet.send;

import org.jspecify.annotations.Nullable;
import redpacket.common.money.Fen;
import redpacket.packet.model.Audience;
import redpacket.packet.model.PacketKind;

/** A valid request to send, made by {@link SendRules}. */
record SendCommand(
        PacketKind kind,
        Fen total,
        int count,
        @Nullable String greeting,
        @Nullable String coverId,
        @Nullable String password,
        Audience audience,
        long expiresInSeconds) {

    /** The same to this audience. */
    SendCommand to(Audience other) {
        return new SendCommand(kind, total, count, greeting, coverId, password, other, expiresInSeconds);
    }

    /** Without greeting and password, which are private. */
    @Override
    public String toString() {
        return "SendCommand[kind=" + kind + ", total=" + total + ", count=" + count + "]";
    }
}
