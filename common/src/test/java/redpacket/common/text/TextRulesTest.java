package redpacket.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
    private static final int MAX = 40;
    private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mei",
                "客服",
                "恭喜发财 🧧",
                FAMILY,
                // A heart with a style, a skin tone inside a sequence, a keycap, two flags, a pirate flag, a rainbow
                // flag.
                "\u2764\uFE0F",
                "\uD83D\uDC69\uD83C\uDFFD\u200D\u2764\uFE0F\u200D\uD83D\uDC68\uD83C\uDFFB",
                "1\uFE0F\u20E3",
                "🇨🇳🇯🇵",
                "\uD83C\uDFF4\u200D\u2620\uFE0F",
                "\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08",
                // The flag of Scotland, spelled with tags.
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F",
                // Persian with a non-joiner, Hindi with a joiner, an ideograph with a variant.
                "می\u200Cخواهم",
                "क्\u200Dष",
                "葛\uDB40\uDD00",
                "עברית",
                "tab is no character, space is"
            })
    void textThatPeopleWriteIsAccepted(String text) {
        assertThat(TextRules.visible(text, MAX)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u3000\u00A0",
                "\u200B",
                "\u200D",
                "\u2060",
                "\u3164",
                "\u115F\u1160",
                "\u2800",
                "\uFE0F",
                "\u0301",
                "\uDB40\uDC41",
                "a\u0000b",
                "a\tb",
                "a\nb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "\uD83E",
                "\u202Eabc",
                "a\u202Ab",
                "a\u202Bb",
                "a\u202Cb",
                "a\u202Db",
                "a\u2066b",
                "a\u2067b",
                "a\u2068b",
                "a\u2069b",
                "客服\u200B",
                "客\u200D服",
                "a\u200Cb",
                "a\u200Fb",
                "a\u00ADb",
                "a\uFEFFb",
                "a\uFE0Fb",
                "a\uDB40\uDC41b",
                "👨\u200D"
            })
    void textThatMisleadsOrShowsNothingIsRefused(String text) {
        assertThat(TextRules.visible(text, MAX)).isEmpty();
    }

    @Test
    void textIsStoredInNormalFormC() {
        assertThat(TextRules.visible("Ame\u0301lie", MAX)).contains("Am\u00E9lie");
        assertThat(TextRules.visible("\u1112\u1161\u11AB", MAX)).contains("\uD55C");
    }

    @Test
    void aLengthIsWhatAReaderCounts() {
        assertThat(TextRules.visible(FAMILY.repeat(MAX), MAX)).isPresent();
        assertThat(TextRules.visible(FAMILY.repeat(MAX + 1), MAX)).isEmpty();
        assertThat(TextRules.visible("🇨🇳".repeat(MAX), MAX)).isPresent();
        assertThat(TextRules.visible("e\u0301".repeat(MAX), MAX)).isPresent();
        assertThat(TextRules.visible("x".repeat(MAX + 1), MAX)).isEmpty();
    }

    @Test
    void oneCharacterHasSixteenCodePointsAtMost() {
        assertThat(TextRules.visible("q" + "\u0308".repeat(15), 1)).isPresent();
        assertThat(TextRules.visible("q" + "\u0308".repeat(16), 1)).isEmpty();
        assertThat(TextRules.visible("q" + "\u0308".repeat(100_000), MAX)).isEmpty();
    }

    @Test
    void aPasswordIsCountedTheSameWayAndMayBeInvisible() {
        assertThat(TextRules.password("e\u0301", 32)).contains("\u00E9");
        assertThat(TextRules.password(FAMILY.repeat(32), 32)).isPresent();
        assertThat(TextRules.password(" ", 32)).contains(" ");
        assertThat(TextRules.password(null, 32)).isEmpty();
        assertThat(TextRules.password("", 32)).isEmpty();
        assertThat(TextRules.password("a\u0000", 32)).isEmpty();
        assertThat(TextRules.password("\uD83E", 32)).isEmpty();
        assertThat(TextRules.password("x".repeat(33), 32)).isEmpty();
    }
}
