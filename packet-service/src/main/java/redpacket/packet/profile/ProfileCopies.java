package redpacket.packet.profile;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The copies of profiles that one set holds. Methods throw {@link IllegalStateException} when it does not answer. */
interface ProfileCopies {
    /** Keeps the newest version of each profile. A change without JSON removes the copy. */
    void write(List<Change> changes) throws InterruptedException;

    /** The partitions whose copies are lost, or were never made. */
    Set<Integer> missing(Set<Integer> partitions) throws InterruptedException;

    /** From now on the partition is not missing, until its copies are lost again. */
    void begun(int partition) throws InterruptedException;

    /** A profile as it is now; json is null for a deleted one. */
    record Change(long userId, long version, @Nullable String json) {
        private static final JsonMapper JSON = new JsonMapper();

        static Change of(long userId, @Nullable String nickname, @Nullable String avatarUrl, long version) {
            return new Change(
                    userId, version, JSON.writeValueAsString(new RedisProfiles.Copy(nickname, avatarUrl, version)));
        }
    }
}
