package redpacket.common.text;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.OptionalInt;

/** Lengths as a reader counts them: an extended grapheme cluster (UAX 29) is one character. */
final class GraphemeClusters {
    /** An emoji sequence has ten or eleven. Without a bound one character could carry a whole page. */
    static final int CODE_POINTS_MAX = 16;

    private GraphemeClusters() {}

    /** The number of clusters; empty when one of them has more than 16 code points. */
    static OptionalInt count(String text) {
        BreakIterator boundaries = BreakIterator.getCharacterInstance(Locale.ROOT);
        boundaries.setText(text);
        int count = 0;
        int start = boundaries.first();
        for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
            if (text.codePointCount(start, end) > CODE_POINTS_MAX) {
                return OptionalInt.empty();
            }
            count++;
            start = end;
        }
        return OptionalInt.of(count);
    }
}
