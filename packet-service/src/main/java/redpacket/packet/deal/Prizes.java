package redpacket.packet.deal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prizes, leases and wins in the control schema. */
interface Prizes {
    /** One transaction; tried again when the database says that it is worth it, so the work must bear running twice. */
    <T> T inTransaction(Function<Turn, T> work);

    /** What a transaction can do. */
    interface Turn {
        void renew(String holder, Instant until);

        /** Holders whose time is over by then. */
        List<String> expired(Instant now, int most);

        /** Their prizes are free again, and their lease is gone. */
        void giveBackAll(String holder);

        int holders(Instant now);

        /** What this holder holds. */
        List<Held> heldBy(String holder);

        /** HELD by this holder → FREE. */
        void giveBack(String holder, Collection<Long> prizes);

        /** HELD by this holder → DOUBTED. */
        void doubt(String holder, Collection<Long> prizes);

        /** Campaigns that are being dealt, or will be by then; locked. */
        List<Dealt> dealing(Instant now, Instant until);

        /** FREE prizes below this ordinal, in their order. */
        List<Prize> free(long campaignId, int belowOrdinal, int most);

        /** FREE → HELD, as the caller has seen them under the lock of their campaign. */
        void hold(String holder, Dealt campaign, List<Prize> prizes);

        Optional<Prize> find(long prizeId);

        /** The terms of a campaign whose prizes may be won now. */
        Optional<Terms> winnable(long campaignId, Instant now);

        Optional<Win> winOf(long prizeId);

        int wins(long campaignId, long userId);

        boolean hasWonOf(Prize prize, long userId);

        /** HELD by this holder → WON; false where it is not. */
        boolean take(String holder, long prizeId);

        /** Throws what the database throws where the prize, the user's n-th win or the packet's winner is there. */
        void add(Win win);

        List<Grant> toGrant(Instant wonBefore, int most);

        void granted(Collection<Long> prizes);
    }

    record Held(long prizeId, long campaignId) {}

    /** A campaign under its lock. */
    record Dealt(
            long campaignId,
            String name,
            Instant endsAt,
            Instant pacedFrom,
            int pacedOrdinal,
            int dealtThrough,
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

    /** A win, and what its news needs. */
    record Grant(Win win, String sponsor, long sponsorId) {}
}
