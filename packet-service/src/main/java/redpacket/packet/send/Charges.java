package redpacket.packet.send;

import redpacket.common.id.PacketId;

/** account-service, as sending needs it. Both calls may be repeated. */
interface Charges {
    /**
     * Charges the sender for a packet, once, and binds the idempotency key to it. Throws {@link
     * ChargeUnknownException} when there is no answer: the charge may or may not have landed.
     */
    ChargeOutcome charge(PacketId packet, long senderId, long totalFen, String key, String requestHash);

    /** Makes sure that the packet's charge never lands. True if it is void, false if it had landed before. */
    boolean voidCharge(PacketId packet, long senderId);

    /** In the order of precedence. */
    sealed interface ChargeOutcome {
        /** The charge of this packet was voided: the send was given up. */
        record Voided() implements ChargeOutcome {}

        record Charged() implements ChargeOutcome {}

        record KeyReused() implements ChargeOutcome {}

        /** The key belongs to the same request, which made this packet before. */
        record Bound(PacketId first) implements ChargeOutcome {}

        record InsufficientBalance() implements ChargeOutcome {}

        record DailyLimitReached() implements ChargeOutcome {}
    }

    /** No answer: the outcome is unknown. */
    final class ChargeUnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ChargeUnknownException(String message) {
            super(message, null, false, false);
        }
    }
}
