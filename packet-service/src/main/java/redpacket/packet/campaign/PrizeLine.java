package redpacket.packet.campaign;

/** A line of what a campaign gives away. */
sealed interface PrizeLine {
    int quantity();

    /** What one of them is worth. */
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
