package redpacket.packet.campaign;

import java.time.Instant;

/**
 * A campaign as it is stored. Its state at an instant follows from its stage and its times.
 *
 * @param endsAt the end of its window; an operator's end moves it
 */
record Campaign(
        long campaignId,
        String requestHash,
        String name,
        long sponsorId,
        long budgetFen,
        int prizesTotal,
        int perUserCap,
        long claimSeconds,
        Instant startsAt,
        Instant endsAt,
        Stage stage,
        boolean paused,
        int allocatedThrough,
        String traceId,
        Instant createdAt) {
    /** The stored stages. */
    enum Stage {
        /** Its packets are being made and paid. */
        ORDERED,
        FUNDED,
        /** The sponsor could not pay; to operators it was never there. */
        REFUSED,
        SETTLED
    }

    /** As the public contract names them. */
    enum State {
        SCHEDULED,
        RUNNING,
        PAUSED,
        ENDED,
        SETTLED
    }

    State stateAt(Instant now) {
        if (stage == Stage.SETTLED) {
            return State.SETTLED;
        }
        if (!now.isBefore(endsAt)) {
            return State.ENDED;
        }
        if (paused) {
            return State.PAUSED;
        }
        return now.isBefore(startsAt) ? State.SCHEDULED : State.RUNNING;
    }

    /** Until when prizes can be opened. */
    Instant claimableUntil() {
        return endsAt.plusSeconds(claimSeconds);
    }
}
