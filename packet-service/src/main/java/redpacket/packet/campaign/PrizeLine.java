package redpacket.packet.campaign;

/** Prizes of one kind in a campaign. */
sealed interface PrizeLine {
    int quantity();

    /** The worth of one prize. */
    long worthFen();

    /** Money for the winner. */
    record Cash(long amountFen, int quantity) implements PrizeLine {
        @Override
        public long worthFen() {
            return amountFen;
        }
    }

    /** A packet of shares: one for the winner, the others for whom the winner gives them to. */
    record Seed(long totalFen, int shares, int quantity) implements PrizeLine {
        @Override
        public long worthFen() {
            return totalFen;
        }
    }
}
