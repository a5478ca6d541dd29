package redpacket.grab.open;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.id.PacketId;
import redpacket.common.password.PasswordHash;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.password.PasswordTries;

/** Whether a user may open a PASSWORD packet with this password. Runs beside the lane: hashing takes milliseconds. */
@Component
final class CheckPassword {
    private static final int REMEMBERED_MAX = 50_000;

    private final PasswordTries tries;
    /** Who gave which right password lately, by its hash code's stand-in: a repeat need not be hashed again. */
    private final Cache<Known, Boolean> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    CheckPassword(PasswordTries tries) {
        this.tries = tries;
    }

    boolean isRight(PacketMemory memory, long userId, @Nullable String password) {
        String hash = memory.terms().passwordHash();
        if (hash == null) {
            return true;
        }
        if (password == null) {
            // Costs no try: nothing was guessed.
            return false;
        }
        PacketId packet = memory.terms().packet();
        Known key = new Known(packet, userId, password);
        if (known.getIfPresent(key) != null) {
            return true;
        }
        boolean hasShare = memory.shareOf(userId) != null;
        if (!hasShare && !tries.take(packet, userId)) {
            return false;
        }
        if (!new PasswordHash(hash).matches(password)) {
            return false;
        }
        if (!hasShare) {
            tries.giveBack(packet, userId);
        }
        known.put(key, true);
        return true;
    }

    private record Known(PacketId packet, long userId, String password) {
        @Override
        public String toString() {
            return "Known[…]";
        }
    }
}
