package redpacket.packet.send;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of POST /v1/packets, as it came. */
record SendRequest(
        @Nullable String kind,
        @Nullable Long totalFen,
        @Nullable Long count,
        @Nullable String greeting,
        @Nullable String coverId,
        @Nullable String password,
        @Nullable AudienceRequest audience,
        @Nullable Long expiresInSeconds) {

    record AudienceRequest(
            @Nullable String kind,
            @Nullable String groupId,
            @Nullable List<@Nullable String> userIds) {}

    /** Without greeting and password, which are private. */
    @Override
    public String toString() {
        return "SendRequest[kind=" + kind + ", totalFen=" + totalFen + ", count=" + count + "]";
    }
}
