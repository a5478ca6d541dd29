package redpacket.badcode.spend;

import redpacket.badcode.mockito.Mock;

/** A test that sleeps, beside a mock. */
final class SleepyCheck {
    Mock check() throws InterruptedException {
        Thread.sleep(1);
        return new Mock();
    }
}
