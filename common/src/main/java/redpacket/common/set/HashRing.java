package redpacket.common.set;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A consistent-hash ring with virtual nodes. Immutable.
 *
 * <p>A key belongs to the first virtual node at or after its hash. When the n-th member joins, about
 * 1/n of the keys move, all of them to it. Source: Karger et al., Consistent Hashing and Random Trees,
 * 1997.
 *
 * @param <M> a member; its toString is what places it, so it must be stable across processes
 */
public final class HashRing<M> {
    /** Spread within 10 % of even, at 16 bytes a node. */
    public static final int VIRTUAL_NODES_DEFAULT = 1024;

    public static final int MEMBERS_MAX = 4096;
    private static final int VIRTUAL_NODES_MAX = 16_384;

    private final long[] hashes;
    private final List<M> owners;

    private HashRing(long[] hashes, List<M> owners) {
        this.hashes = hashes;
        this.owners = owners;
    }

    public static <M> HashRing<M> of(Collection<M> members) {
        return of(members, VIRTUAL_NODES_DEFAULT);
    }

    /** With virtualNodes (1 to 16,384) for each of at most 4,096 members. */
    public static <M> HashRing<M> of(Collection<M> members, int virtualNodes) {
        if (virtualNodes < 1 || virtualNodes > VIRTUAL_NODES_MAX) {
            throw new IllegalArgumentException("virtual nodes: 1 to " + VIRTUAL_NODES_MAX + ", not " + virtualNodes);
        }
        if (members.size() > MEMBERS_MAX) {
            throw new IllegalArgumentException("a ring holds " + MEMBERS_MAX + " members, not " + members.size());
        }
        record Node<M>(long hash, M owner) {}
        List<Node<M>> nodes = new ArrayList<>(members.size() * virtualNodes);
        for (M member : members) {
            long base = hashOf(member.toString());
            for (int i = 0; i < virtualNodes; i++) {
                nodes.add(new Node<>(mix(base + i * 0x9E3779B97F4A7C15L), member));
            }
        }
        // A tie of hashes is broken by name, so that every process builds the same ring.
        nodes.sort(Comparator.<Node<M>>comparingLong(Node::hash)
                .thenComparing(node -> node.owner().toString()));
        long[] hashes = nodes.stream().mapToLong(Node::hash).toArray();
        return new HashRing<>(hashes, nodes.stream().map(Node::owner).toList());
    }

    /** The first member from the key's place on that will do; empty when none will. */
    public Optional<M> ownerOf(long key, Predicate<M> willDo) {
        int start = firstAtOrAfter(mix(key));
        for (int i = 0; i < hashes.length; i++) {
            M owner = owners.get((start + i) % hashes.length);
            if (willDo.test(owner)) {
                return Optional.of(owner);
            }
        }
        return Optional.empty();
    }

    private int firstAtOrAfter(long hash) {
        int low = 0;
        int high = hashes.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (hashes[middle] < hash) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long hashOf(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash ^ name.charAt(i));
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): a bijection that spreads every bit. */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
