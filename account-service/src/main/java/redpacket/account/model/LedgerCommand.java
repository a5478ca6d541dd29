package redpacket.account.model;

import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/** What may be asked of the ledger. Each has a transfer id, by which a repeat is known. */
public sealed interface LedgerCommand {
    UserId user();

    String transferId();

    String traceId();

    /** Money from outside into the wallet. */
    record TopUp(UserId user, Fen amount, String key, String requestHash, String traceId) implements LedgerCommand {
        @Override
        public String transferId() {
            return "topup-" + user + "-" + key;
        }
    }

    /** Money from the wallet to outside. */
    record Withdrawal(UserId user, Fen amount, String key, String requestHash, String traceId)
            implements LedgerCommand {
        @Override
        public String transferId() {
            return "withdrawal-" + user + "-" + key;
        }
    }

    /** The price of a packet, from the sender's wallet into escrow. */
    record Charge(
            UserId user, Fen amount, PacketId packet, String packetText, String key, String requestHash, String traceId)
            implements LedgerCommand {
        @Override
        public String transferId() {
            return "charge-" + packetText;
        }
    }

    /** Makes sure that the charge of this packet never lands, unless it has. */
    record VoidCharge(UserId user, PacketId packet, String packetText, String traceId) implements LedgerCommand {
        @Override
        public String transferId() {
            return "charge-" + packetText;
        }
    }

    /** A share that was opened, or a rest that goes back: from escrow into the wallet. */
    record Credit(String transferId, TransferKind kind, UserId user, Fen amount, PacketId packet, String traceId)
            implements LedgerCommand {}
}
