package redpacket.local.election;

/**
 * The last leader of a group. While it leads, new transactions have this leader as their source, so the transactions
 * that it may have acknowledged are its base and all of its source.
 *
 * @param leader its name
 * @param source of its transactions; empty when it is not known
 * @param base all that it held when it began to lead
 */
public record Reign(String leader, String source, GtidSet base) {
    /** Nothing is known of the last leader but its name. */
    public static Reign unknown(String leader) {
        return new Reign(leader, "", GtidSet.EMPTY);
    }

    /** The transactions that no client was ever told of: not of the leader, and not in its base. */
    GtidSet foreign(GtidSet held) {
        return source.isEmpty() ? GtidSet.EMPTY : held.minus(base).without(source);
    }
}
