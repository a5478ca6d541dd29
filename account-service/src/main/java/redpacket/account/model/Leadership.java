package redpacket.account.model;

/** Which shards this process leads. One process leads a shard at a time; the database refuses commits of any other. */
public interface Leadership {
    boolean leads(int shard);

    /** Tells the listener about each change from now on. The call must return at once. */
    void onChange(Listener listener);

    /** Told when this process begins or ceases to lead a shard. */
    @FunctionalInterface
    interface Listener {
        void changed(int shard, boolean leads);
    }
}
