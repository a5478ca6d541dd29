package redpacket.gateway.identify;

import java.time.Instant;
import redpacket.common.id.UserId;

/** A caller whose token was verified. */
public record Identity(UserId user, boolean ops, Instant expiresAt) {
    public String role() {
        return ops ? "ops" : "user";
    }
}
