package redpacket.common.money;

/**
 * An amount of money in whole fen (1 yuan is 100 fen), possibly negative in a ledger posting.
 *
 * <p>INVARIANT: arithmetic is exact; a result outside the range of long throws {@link ArithmeticException}.
 */
public record Fen(long value) implements Comparable<Fen> {
    public static final Fen ZERO = new Fen(0);

    public static Fen of(long value) {
        return value == 0 ? ZERO : new Fen(value);
    }

    public Fen plus(Fen other) {
        return of(Math.addExact(value, other.value));
    }

    public Fen minus(Fen other) {
        return of(Math.subtractExact(value, other.value));
    }

    public Fen times(long factor) {
        return of(Math.multiplyExact(value, factor));
    }

    public Fen negated() {
        return of(Math.negateExact(value));
    }

    public boolean isZero() {
        return value == 0;
    }

    public boolean isPositive() {
        return value > 0;
    }

    public boolean isLessThan(Fen other) {
        return value < other.value;
    }

    @Override
    public int compareTo(Fen other) {
        return Long.compare(value, other.value);
    }
}
