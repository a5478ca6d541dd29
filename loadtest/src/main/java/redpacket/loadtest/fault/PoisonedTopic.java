package redpacket.loadtest.fault;

import java.time.Duration;

/** Every partition gets a record that no consumer can apply: it is set aside, and its neighbours take effect. */
record PoisonedTopic() implements Fault {
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "poison in the topic of packet events";
    }

    @Override
    public Duration lasts() {
        return Duration.ofSeconds(12);
    }

    @Override
    public Expectation expectation() {
        return Expectation.ofAll(OPENS_WITHIN, OPENS_WITHIN);
    }

    @Override
    public Struck strike(FaultedStack stack) {
        // It parses and lacks what its kind needs: the time and the trace.
        stack.publish("{\"type\":\"PACKET_CLOSED\",\"packetId\":\"x\",\"senderId\":1,\"refundFen\":1,"
                + "\"openedCount\":0,\"openedFen\":0}");
        return new Struck("dead letter", "", () -> {});
    }
}
