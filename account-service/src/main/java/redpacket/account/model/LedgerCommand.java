package redpacket.account.model;

import java.util.List;
import java.util.Set;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/**
 * A request to the ledger. A repeat has the same transfer id.
 *
 * <p>INVARIANT: amounts are positive, and every text fits its column: a command that exists can be stored.
 */
public sealed interface LedgerCommand {
    UserId user();

    String transferId();

    /** 32 hex digits, or empty. */
    String traceId();

    /** Money from outside into the wallet. */
    record TopUp(UserId user, Fen amount, String key, String requestHash, String traceId) implements LedgerCommand {
        public TopUp {
            CommandShape.check(amount, traceId);
            CommandShape.checkKey(key, requestHash);
        }

        @Override
        public String transferId() {
            return idOf(user, key);
        }

        public static String idOf(UserId user, String key) {
            return "topup-" + user + "-" + key;
        }
    }

    /** Money from the wallet to outside. */
    record Withdrawal(UserId user, Fen amount, String key, String requestHash, String traceId)
            implements LedgerCommand {
        public Withdrawal {
            CommandShape.check(amount, traceId);
            CommandShape.checkKey(key, requestHash);
        }

        @Override
        public String transferId() {
            return idOf(user, key);
        }

        public static String idOf(UserId user, String key) {
            return "withdrawal-" + user + "-" + key;
        }
    }

    /** A withdrawal that the payment provider refused: from outside into the wallet again, once. */
    record ReturnWithdrawal(UserId user, Fen amount, String withdrawalId, String traceId) implements LedgerCommand {
        private static final String PREFIX = "withdrawal-";

        public ReturnWithdrawal {
            CommandShape.check(amount, traceId);
            CommandShape.checkTransferId(withdrawalId);
            if (!withdrawalId.startsWith(PREFIX + user + "-")) {
                throw new IllegalArgumentException("not a withdrawal of user " + user + ": " + withdrawalId);
            }
        }

        /** Shorter than the withdrawal's, so it fits the column. */
        @Override
        public String transferId() {
            return "returned-" + withdrawalId.substring(PREFIX.length());
        }
    }

    /** The price of a packet, from the sender's wallet into escrow. */
    record Charge(
            UserId user, Fen amount, PacketId packet, String packetText, String key, String requestHash, String traceId)
            implements LedgerCommand {
        public Charge {
            CommandShape.check(amount, traceId);
            CommandShape.checkKey(key, requestHash);
            CommandShape.checkTransferId(packetText);
        }

        @Override
        public String transferId() {
            return "charge-" + packetText;
        }
    }

    /**
     * The prices of all packets of a campaign, from the sponsor's wallet into escrow: a transfer for each, all of them
     * or none. Voiding the first one's charge keeps all of them from landing.
     */
    record FundCampaign(UserId user, List<PacketPrice> packets, String traceId) implements LedgerCommand {
        private static final int PACKETS_MAX = 5_000;

        public FundCampaign {
            packets = List.copyOf(packets);
            if (packets.isEmpty() || packets.size() > PACKETS_MAX) {
                throw new IllegalArgumentException("a campaign has 1 to " + PACKETS_MAX + " packets");
            }
            if (packets.stream().map(PacketPrice::packet).distinct().count() != packets.size()) {
                throw new IllegalArgumentException("a campaign names a packet once");
            }
            CommandShape.checkTrace(traceId);
        }

        @Override
        public String transferId() {
            return packets.getFirst().transferId();
        }
    }

    /** The price of a packet of a campaign. */
    record PacketPrice(PacketId packet, String packetText, Fen amount) {
        public PacketPrice {
            CommandShape.check(amount, "");
            CommandShape.checkTransferId(packetText);
        }

        public String transferId() {
            return "charge-" + packetText;
        }
    }

    /** Makes sure that the charge of this packet never lands, unless it has. */
    record VoidCharge(UserId user, PacketId packet, String packetText, String traceId) implements LedgerCommand {
        public VoidCharge {
            CommandShape.checkTrace(traceId);
            CommandShape.checkTransferId(packetText);
        }

        @Override
        public String transferId() {
            return "charge-" + packetText;
        }
    }

    /**
     * A correction that two operators agreed on: the signed amount goes into the wallet.
     *
     * @param correctionId lower-case hexadecimal digits
     */
    record Correction(UserId user, Fen intoWallet, String correctionId, String traceId) implements LedgerCommand {
        public Correction {
            if (intoWallet.equals(Fen.ZERO)) {
                throw new IllegalArgumentException("a correction moves money");
            }
            CommandShape.checkTrace(traceId);
            CommandShape.checkTransferId(correctionId);
        }

        @Override
        public String transferId() {
            return "correction-" + correctionId;
        }
    }

    /** A share that was opened, or a rest that goes back: from escrow into the wallet. */
    record Credit(String transferId, TransferKind kind, UserId user, Fen amount, PacketId packet, String traceId)
            implements LedgerCommand {
        private static final Set<TransferKind> KINDS = Set.of(
                TransferKind.PACKET_OPENED,
                TransferKind.PACKET_REFUNDED,
                TransferKind.SHAKE_PRIZE,
                TransferKind.CAMPAIGN_RETURNED);

        public Credit {
            CommandShape.check(amount, traceId);
            CommandShape.checkTransferId(transferId);
            if (!KINDS.contains(kind)) {
                throw new IllegalArgumentException("a credit is one of " + KINDS + ", not " + kind);
            }
        }
    }
}
