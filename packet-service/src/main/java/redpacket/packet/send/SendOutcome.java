package redpacket.packet.send;

import redpacket.common.id.PacketId;
import redpacket.packet.model.PacketRow;

/** How a send ended, in the order of precedence. */
sealed interface SendOutcome {
    record KeyReused() implements SendOutcome {}

    record InsufficientBalance() implements SendOutcome {}

    record DailyLimitReached() implements SendOutcome {}

    /** Charged and active; the same for a repeat. */
    record Sent(PacketId packet, PacketRow row) implements SendOutcome {}

    /** Not known, or not possible now: the same request with the same key ends in one of the others. */
    record TryAgain(String why) implements SendOutcome {}
}
