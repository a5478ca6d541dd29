package redpacket.common.id;

/** A packet set: one MySQL group, one Redis and the lanes of its packets. 1 to 4095. */
public record SetId(int value) implements Comparable<SetId> {
    public static final int MAX = 4095;

    public SetId {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("a set id is from 1 to " + MAX + ", not " + value);
        }
    }

    @Override
    public int compareTo(SetId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
