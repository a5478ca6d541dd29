package redpacket.account.credit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.TransferKind;
import redpacket.common.event.MalformedEventException;
import redpacket.common.event.PacketEvent;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/** The ledger command of a packet event. */
final class CreditCommands {
    private final PacketIdCodec codec;
    private final long fenMax;
    private volatile @Nullable Decoded last;

    CreditCommands(PacketIdCodec codec, long fenMax) {
        this.codec = codec;
        this.fenMax = fenMax;
    }

    /**
     * Empty for an event that moves no money. Throws {@link MalformedEventException} where it can never be credited.
     */
    Optional<LedgerCommand> of(PacketEvent event) {
        return switch (event) {
            case PacketEvent.Opened opened ->
                Optional.of(credit(
                        opened,
                        opened.prizeId() == null ? TransferKind.PACKET_OPENED : TransferKind.SHAKE_PRIZE,
                        opened.userId(),
                        opened.amountFen()));
            case PacketEvent.Closed closed ->
                closed.refundFen() == 0
                        ? Optional.empty()
                        : Optional.of(credit(
                                closed,
                                closed.campaignId() == null
                                        ? TransferKind.PACKET_REFUNDED
                                        : TransferKind.CAMPAIGN_RETURNED,
                                closed.senderId(),
                                closed.refundFen()));
            case PacketEvent.Sent ignored -> Optional.empty();
            case PacketEvent.Finished ignored -> Optional.empty();
            case PacketEvent.PrizeWon ignored -> Optional.empty();
        };
    }

    private LedgerCommand credit(PacketEvent event, TransferKind kind, long user, long fen) {
        if (fen > fenMax) {
            throw new MalformedEventException("no packet holds that much", null);
        }
        try {
            return new LedgerCommand.Credit(
                    event.eventId(), kind, UserId.of(user), Fen.of(fen), packet(event.packetId()), event.traceId());
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("no credit: " + e.getMessage(), e);
        }
    }

    /** Most events are of the packet of the one before: its MAC has been checked. */
    private PacketId packet(String text) {
        Decoded known = last;
        if (known == null || !known.text().equals(text)) {
            known = new Decoded(
                    text,
                    codec.decode(text).orElseThrow(() -> new MalformedEventException("no packet has this id", null)));
            last = known;
        }
        return known.packet();
    }

    private record Decoded(String text, PacketId packet) {}
}
