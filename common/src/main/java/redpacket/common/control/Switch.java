package redpacket.common.control;

import java.util.Locale;
import java.util.Optional;

/** A part that the system can run without for a while. Turning it off never costs money. */
public enum Switch {
    AVATARS("Packet details show no names and avatars."),
    PUSH("Events are not pushed; the inbox has them."),
    LISTS("Lists of sent and received packets and of wallet entries are not shown."),
    STATISTICS("The year's statistics are not shown."),
    SHARES("Packets are not shared by message; whoever has the id still opens."),
    SHAKE_PRIZES("A shake wins nothing; prizes already won are still opened."),
    SHEDDING("Nothing is refused for lack of room; in overload everybody waits, and most in vain."),
    SEND_LUCKY("No new packets of random shares; existing ones are still opened."),
    SEND_EQUAL("No new packets of equal shares; existing ones are still opened."),
    SEND_EXCLUSIVE("No new packets for one user; existing ones are still opened."),
    SEND_PASSWORD("No new packets with a password; existing ones are still opened.");

    private final String cost;
    private final String spelling;

    Switch(String cost) {
        this.cost = cost;
        this.spelling = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The loss to users while it is off. */
    public String cost() {
        return cost;
    }

    /** Its name in paths and documents, such as {@code shake-prizes}. */
    public String spelling() {
        return spelling;
    }

    /** Empty for an unknown name. */
    public static Optional<Switch> parse(String text) {
        for (Switch one : values()) {
            if (one.spelling.equals(text)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The switch of new packets of this kind, by the kind's name. */
    public static Switch ofNewPackets(String kind) {
        return valueOf("SEND_" + kind);
    }
}
