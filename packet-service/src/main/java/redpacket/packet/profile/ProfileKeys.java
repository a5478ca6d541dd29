package redpacket.packet.profile;

/** Keys in a set's Redis. */
final class ProfileKeys {
    private ProfileKeys() {}

    /** JSON: nickname, avatarUrl, version. */
    static String profile(long userId) {
        return "profile:" + userId;
    }

    /** Exists while Redis holds the copies of the partition, and is lost together with them. */
    static String copied(int partition) {
        return "profiles-copied:" + partition;
    }
}
