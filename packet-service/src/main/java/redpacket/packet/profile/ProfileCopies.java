package redpacket.packet.profile;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The copies of profiles that one set holds. Methods throw {@link IllegalStateException} when it does not answer. */
interface ProfileCopies {
    /** Of each user the newest version stays; no nickname and no avatar, with version 0, forgets the user. */
    void write(List<Change> changes) throws InterruptedException;

    /** Those of the partitions whose copies are gone, or were never made. */
    Set<Integer> missing(Set<Integer> partitions) throws InterruptedException;

    /** From now on the partition is not missing, until the copies are gone again. */
    void begun(int partition) throws InterruptedException;

    /** A profile as it is now; json is null for one that was deleted. */
    record Change(long userId, long version, @Nullable String json) {}
}
