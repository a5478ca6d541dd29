package redpacket.common.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Characters without a glyph of their own. With them a text may hide, turn its direction, or look like another one. So
 * each is accepted only inside a sequence that changes a visible character. That is an emoji sequence, a variant of an
 * ideograph, or a join between letters of a script that needs it.
 */
final class InvisibleCharacters {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int BRAILLE_BLANK = 0x2800;

    /** In these a joiner chooses the form of the letters beside it. */
    private static final Set<UnicodeScript> JOINING = EnumSet.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.NKO,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private InvisibleCharacters() {}

    /** Whether no control is in the text, and every invisible character is inside a sequence that needs it. */
    static boolean areInTheirSequences(String text) {
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (isControl(points[i]) || (isInvisible(points[i]) && !isInSequence(points, i))) {
                return false;
            }
        }
        return true;
    }

    static boolean leaveSomethingVisible(String text) {
        return text.codePoints().anyMatch(InvisibleCharacters::isVisible);
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            case Character.UNASSIGNED -> Character.isExtendedPictographic(point);
            default -> point != BRAILLE_BLANK && !isInvisible(point);
        };
    }

    private static boolean isControl(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** The Unicode property Default_Ignorable_Code_Point, and the format characters that it leaves out. */
    private static boolean isInvisible(int point) {
        return isVariationSelector(point)
                || point == 0x034F
                || (point >= 0x115F && point <= 0x1160)
                || (point >= 0x17B4 && point <= 0x17B5)
                || isMongolianSelector(point)
                || (point >= 0x2060 && point <= 0x206F)
                || point == 0x3164
                || point == 0xFFA0
                || (point >= 0xFFF0 && point <= 0xFFF8)
                || (point >= 0xE0000 && point <= 0xE0FFF)
                || (Character.getType(point) == Character.FORMAT && !isVisibleFormat(point));
    }

    /** Arabic and Indic number signs are format characters with a glyph. */
    private static boolean isVisibleFormat(int point) {
        return (point >= 0x0600 && point <= 0x0605)
                || point == 0x06DD
                || point == 0x070F
                || (point >= 0x0890 && point <= 0x0891)
                || point == 0x08E2
                || point == 0x110BD
                || point == 0x110CD;
    }

    private static boolean isVariationSelector(int point) {
        return (point >= 0xFE00 && point <= EMOJI_STYLE) || (point >= 0xE0100 && point <= 0xE01EF);
    }

    private static boolean isMongolianSelector(int point) {
        return point >= 0x180B && point <= 0x180F;
    }

    private static boolean isTag(int point) {
        return point >= 0xE0020 && point <= 0xE007F;
    }

    private static boolean isInSequence(int[] points, int at) {
        if (at == 0) {
            return false;
        }
        int point = points[at];
        int before = points[at - 1];
        if (point == TEXT_STYLE || point == EMOJI_STYLE) {
            return Character.isEmoji(before) || Character.isIdeographic(before);
        }
        if (isVariationSelector(point)) {
            return Character.isIdeographic(before);
        }
        if (isMongolianSelector(point)) {
            return UnicodeScript.of(before) == UnicodeScript.MONGOLIAN;
        }
        if (isTag(point)) {
            return before == BLACK_FLAG || isTag(before);
        }
        return at + 1 < points.length && joins(point, points, at);
    }

    private static boolean joins(int point, int[] points, int at) {
        int after = points[at + 1];
        if (point == ZERO_WIDTH_JOINER && Character.isExtendedPictographic(after)) {
            return endsEmoji(points, at - 1);
        }
        UnicodeScript script = UnicodeScript.of(points[at - 1]);
        return (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER)
                && JOINING.contains(script)
                && UnicodeScript.of(after) == script;
    }

    /** An emoji, with or without a skin tone and a style. */
    private static boolean endsEmoji(int[] points, int at) {
        int last = at;
        if (last > 0 && points[last] == EMOJI_STYLE) {
            last--;
        }
        return Character.isExtendedPictographic(points[last]) || Character.isEmojiModifier(points[last]);
    }
}
