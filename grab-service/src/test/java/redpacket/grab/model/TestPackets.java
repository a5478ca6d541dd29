package redpacket.grab.model;

import java.time.Instant;
import java.util.Set;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.password.PasswordHash;

/** Packets for tests. */
public final class TestPackets {
    public static final long SENDER = 900;
    public static final Instant EXPIRES_AT = Instant.parse("2026-02-17T00:00:00Z");
    public static final Instant BEFORE = EXPIRES_AT.minusMillis(1);

    public static final String PASSWORD = "fortune";
    private static final String PASSWORD_HASH = PasswordHash.of(PASSWORD).text();

    private TestPackets() {}

    public static PacketId packet(long number) {
        return new PacketId(new SetId(1), number);
    }

    /** A packet that every user with its id may open. */
    public static PacketTerms lucky(long number, long totalFen, int count) {
        return terms(number, PacketKind.LUCKY, totalFen, count, AudienceKind.LINK, Set.of());
    }

    public static PacketTerms terms(
            long number, PacketKind kind, long totalFen, int count, AudienceKind audienceKind, Set<Long> audience) {
        return new PacketTerms(
                packet(number),
                SENDER,
                kind,
                totalFen,
                count,
                kind == PacketKind.PASSWORD ? PASSWORD_HASH : null,
                audienceKind,
                audience,
                EXPIRES_AT);
    }
}
