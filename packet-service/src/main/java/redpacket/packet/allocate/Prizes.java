package redpacket.packet.allocate;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prizes, leases and wins in the control schema. */
interface Prizes {
    /** One transaction, repeated after a deadlock. The work must allow being run twice. */
    <T> T inTransaction(Function<Turn, T> work);

    /** The steps of a transaction. */
    interface Turn {
        void renew(String holder, Instant until);

        /** Holders whose leases have ended by then. */
        List<String> expired(Instant now, int most);

        /** Frees the prizes of a holder and deletes its lease. */
        void giveBackAll(String holder);

        int holders(Instant now);

        /** The prizes that this holder holds. */
        List<Held> heldBy(String holder);

        /** HELD by this holder → FREE. */
        void giveBack(String holder, Collection<Long> prizes);

        /** HELD by this holder → DOUBTED: the outcome of a win is unknown. */
        void markInDoubt(String holder, Collection<Long> prizes);

        /** The campaigns that run, or start by then; locks them. */
        List<RunningCampaign> running(Instant now, Instant until);

        /** FREE prizes below this ordinal, in their order. */
        List<Prize> free(long campaignId, int belowOrdinal, int most);

        /** FREE → HELD; the caller has read them under the lock of their campaign. */
        void hold(String holder, RunningCampaign campaign, List<Prize> prizes);

        Optional<Prize> find(long prizeId);

        /** The terms of a campaign whose prizes may be won now. */
        Optional<Terms> winnable(long campaignId, Instant now);

        Optional<Win> winOf(long prizeId);

        int wins(long campaignId, long userId);

        boolean hasWonOf(Prize prize, long userId);

        /** HELD by this holder → WON; false where it is not. */
        boolean take(String holder, long prizeId);

        /** Throws a duplicate key where the prize, the user's n-th win or the packet's winner is there. */
        void add(Win win);

        List<Grant> toGrant(Instant wonBefore, int most);

        void granted(Collection<Long> prizes);
    }

    record Held(long prizeId, long campaignId) {}

    /** A campaign under its lock. */
    record RunningCampaign(
            long campaignId,
            String name,
            Instant endsAt,
            Instant pacedFrom,
            int pacedOrdinal,
            int allocatedThrough,
            int prizesTotal) {
        Pace pace() {
            return new Pace(pacedFrom, endsAt, pacedOrdinal, prizesTotal);
        }
    }

    record Terms(long campaignId, String name, long sponsorId, int perUserCap) {}

    record Prize(
            long prizeId,
            long campaignId,
            int ordinal,
            int setId,
            long packetId,
            @Nullable Long amountFen,
            long worthFen,
            int shareCount) {}

    record Win(
            long prizeId,
            long campaignId,
            long userId,
            int winNumber,
            int setId,
            long packetId,
            @Nullable Long amountFen,
            long worthFen,
            Instant wonAt,
            String traceId) {}

    /** A win, and what its message needs. */
    record Grant(Win win, String sponsor, long sponsorId) {}
}
