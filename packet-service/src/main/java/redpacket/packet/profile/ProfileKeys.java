package redpacket.packet.profile;

/** Keys in a set's Redis. */
final class ProfileKeys {
    private ProfileKeys() {}

    /** JSON: nickname, avatarUrl, version. */
    static String profile(long userId) {
        return "profile:" + userId;
    }

    /** There while the Redis holds what was copied of the partition: gone with it when it is emptied. */
    static String copied(int partition) {
        return "profiles-copied:" + partition;
    }
}
