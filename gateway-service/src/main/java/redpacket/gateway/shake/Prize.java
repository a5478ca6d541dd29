package redpacket.gateway.shake;

import org.jspecify.annotations.Nullable;

/**
 * A prize that was dealt to this gateway.
 *
 * @param sharesToGive of a seed; null for cash
 * @param dueNanos from when on it may be given away, by the ticker
 */
record Prize(
        String prizeId,
        String packetId,
        String campaignId,
        String sponsor,
        @Nullable Integer sharesToGive,
        long dueNanos,
        long endsNanos) {}
