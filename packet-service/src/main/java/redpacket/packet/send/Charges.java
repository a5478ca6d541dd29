package redpacket.packet.send;

import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;

/** Charges of senders' wallets at account-service. Every call may be repeated. */
interface Charges {
    ChargeOutcome charge(Order order);

    /** Makes sure that the packet is never charged, unless it was. */
    VoidOutcome voidCharge(Order order);

    sealed interface ChargeOutcome {
        /** The packet is paid, now or earlier. */
        record Charged() implements ChargeOutcome {}

        /** The key paid for this packet, an earlier one, with the same request. */
        record Bound(PacketId first) implements ChargeOutcome {}

        /** The key paid for another request. */
        record KeyReused() implements ChargeOutcome {}

        record UserFrozen() implements ChargeOutcome {}

        record InsufficientBalance() implements ChargeOutcome {}

        /** @param zone the time zone of the day */
        record DailyLimitReached(String zone) implements ChargeOutcome {}

        /** The packet was given up before the charge came. */
        record Voided() implements ChargeOutcome {}

        /** No answer: charged or not. */
        record Unknown() implements ChargeOutcome {}
    }

    /** Whether a money call of this user has bound the key. */
    KeyOutcome keyOf(UserId user, String idempotencyKey);

    enum KeyOutcome {
        FREE,
        BOUND,
        UNKNOWN
    }

    enum VoidOutcome {
        VOIDED,
        CHARGED,
        UNKNOWN
    }
}
