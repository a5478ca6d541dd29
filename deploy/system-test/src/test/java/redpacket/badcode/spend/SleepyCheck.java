package redpacket.badcode.spend;

import java.time.Instant;
import redpacket.badcode.mockito.Mock;

/** A test that sleeps, beside a mock. */
final class SleepyCheck {
    private Mock mock = new Mock();

    Instant check() throws InterruptedException {
        Thread.sleep(1);
        mock = new Mock();
        return Spend.refund().spend();
    }

    Mock mock() {
        return mock;
    }
}
