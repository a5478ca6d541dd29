package redpacket.packet.send;

import java.net.URI;

/** The settings of sending with their defaults. */
final class SendDefaults {
    static final SendSettings SEND = new SendSettings(
            URI.create("https://localhost:8443/p/"), 500, 20_000, 60, 32, 500, 86_400, 60, 259_200, 500, 10_000);
    static final SweepSettings SWEEP = new SweepSettings(3_000, 64, 8);
    static final ChargeSettings CHARGE = new ChargeSettings(300, 2_000, 128, 200);

    private SendDefaults() {}
}
