package redpacket.gateway.shake;

import org.jspecify.annotations.Nullable;

/**
 * A prize that is allocated to this gateway.
 *
 * @param sharesToGive shares of a seed that the winner gives to others; null for cash
 * @param dueNanos ticker time from which on the prize may be won
 * @param endsNanos ticker time at which the campaign ends
 */
record Prize(
        String prizeId,
        String packetId,
        String campaignId,
        String sponsor,
        @Nullable Integer sharesToGive,
        long dueNanos,
        long endsNanos) {}
