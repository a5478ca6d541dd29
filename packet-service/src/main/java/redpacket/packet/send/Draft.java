package redpacket.packet.send;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.PacketKind;

/** A send that is well-formed and within the limits. */
record Draft(
        PacketKind kind,
        long totalFen,
        int count,
        @Nullable String greeting,
        @Nullable String coverId,
        @Nullable String password,
        AudienceKind audienceKind,
        List<Long> audienceUsers,
        long expiresSeconds) {

    /** SHA-256 over the whole request, in hex: the same for the same request however it was spelled. */
    String hash() {
        StringBuilder text = new StringBuilder();
        for (Object part : new @Nullable Object[] {
            kind,
            totalFen,
            count,
            greeting,
            coverId,
            password,
            audienceKind,
            audienceUsers.stream().sorted().map(String::valueOf).collect(Collectors.joining(",")),
            expiresSeconds
        }) {
            String value = String.valueOf(part);
            // With its length in front, so that two fields never run into one another.
            text.append(part == null ? -1 : value.length()).append(':').append(value);
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Draft[" + kind + ", " + count + " shares]";
    }
}
