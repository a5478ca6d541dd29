package redpacket.common.text;

import java.text.Normalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which text a person may write, in the form in which it is stored and compared: Unicode normal form C.
 *
 * <p>A length is a number of grapheme clusters, each of at most 16 code points.
 */
public final class TextRules {
    /** Normalization takes time that grows faster than the text, so a text far over every bound is refused before. */
    private static final int UTF_16_UNITS_MAX_PER_CHARACTER = 4 * GraphemeClusters.CODE_POINTS_MAX;

    private TextRules() {}

    /**
     * A nickname, a greeting, a name or a message. Empty when the text is refused: it has no visible character, is
     * longer than the bound, or contains a forbidden character. Forbidden are control characters, line separators,
     * halves of surrogate pairs, and invisible characters outside the sequences that need them. Bidirectional controls
     * and zero-width characters are invisible.
     */
    public static Optional<String> visible(@Nullable String text, int charactersMax) {
        return normalized(text, charactersMax)
                .filter(InvisibleCharacters::areInTheirSequences)
                .filter(InvisibleCharacters::leaveSomethingVisible);
    }

    /** A password: any characters that can be stored and typed again. Empty when it is refused. */
    public static Optional<String> password(@Nullable String text, int charactersMax) {
        return normalized(text, charactersMax);
    }

    /** The form in which two spellings of one text are equal. */
    public static String normalForm(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static Optional<String> normalized(@Nullable String text, int charactersMax) {
        if (text == null || text.isEmpty() || text.length() > charactersMax * UTF_16_UNITS_MAX_PER_CHARACTER) {
            return Optional.empty();
        }
        if (text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            return Optional.empty();
        }
        String normal = normalForm(text);
        return GraphemeClusters.count(normal).orElse(Integer.MAX_VALUE) > charactersMax
                ? Optional.empty()
                : Optional.of(normal);
    }
}
