package redpacket.grab.open;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.id.PacketId;
import redpacket.common.password.PasswordHash;
import redpacket.grab.lane.ServedSets;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.password.PasswordTries;

/** Compares a user's password with that of a PASSWORD packet. Hashing and counting run on the set's workers. */
@Component
final class CheckPassword {
    private final ServedSets sets;
    private final PasswordTries tries;
    private final KeyedHash keyedHash = new KeyedHash();
    /** Keyed hashes of right passwords: a repeat need not be hashed slowly again. INVARIANT: holds no password. */
    private final Cache<ByteBuffer, Boolean> right;

    CheckPassword(ServedSets sets, PasswordTries tries, PasswordSettings settings) {
        this.sets = sets;
        this.tries = tries;
        this.right = Caffeine.newBuilder()
                .maximumSize(settings.rememberedMax())
                .expireAfterWrite(settings.rememberedFor())
                .build();
    }

    /** Does not block. A missing password is wrong, and costs no try. */
    CompletionStage<Boolean> isRight(PacketMemory memory, long userId, @Nullable String password) {
        String hash = memory.terms().passwordHash();
        if (hash == null) {
            return CompletableFuture.completedFuture(true);
        }
        if (password == null) {
            return CompletableFuture.completedFuture(false);
        }
        PacketId packet = memory.terms().packet();
        ByteBuffer key = keyedHash.of(packet, userId, password);
        if (right.getIfPresent(key) != null) {
            return CompletableFuture.completedFuture(true);
        }
        boolean hasShare = memory.shareOf(userId) != null;
        return sets.of(packet.set()).workers().run(() -> {
            boolean matches = compare(packet, userId, password, new PasswordHash(hash), hasShare);
            if (matches) {
                right.put(key, true);
            }
            return matches;
        });
    }

    private boolean compare(PacketId packet, long userId, String password, PasswordHash hash, boolean hasShare) {
        if (hasShare) {
            return hash.matches(password);
        }
        if (!tries.take(packet, userId) || !hash.matches(password)) {
            return false;
        }
        tries.giveBack(packet, userId);
        return true;
    }

    /** For tests. */
    Set<ByteBuffer> remembered() {
        return right.asMap().keySet();
    }
}
