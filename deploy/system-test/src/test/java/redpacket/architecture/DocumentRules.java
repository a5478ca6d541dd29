package redpacket.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules over Markdown and Javadoc. Each returns a description of every violation. */
final class DocumentRules {
    private static final int SENTENCE_WORDS_MAX = 30;
    private static final int DECISION_WORDS_MAX = 500;
    private static final int COLUMNS_MAX = 120;
    private static final List<String> DECISION_PARTS = List.of("Status", "Date", "Context", "Decision", "Consequences");
    private static final Pattern FENCE = Pattern.compile("(?ms)^\\s*```.*?^\\s*```\\s*?$");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern CODE = Pattern.compile("`[^`]+`");
    private static final Pattern LINK = Pattern.compile("!?\\[([^]]*)]\\([^)]*\\)");
    /** A heading, a list's item or a table's row stands for itself, as a paragraph does. */
    private static final Pattern BLOCK =
            Pattern.compile("\\n\\s*\\n|\\n(?=\\s*(?:[-*] |\\d+\\. |\\||#))|(?<=\\n)(?=#)");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?…])[\"')*_]*\\s+(?=[\\p{Lu}\\d`*\"(\\[{<])");
    private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+[^}]*}");
    private static final Pattern JAVADOC_BLOCK =
            Pattern.compile("<(?:p|li|ul|ol|pre|/li|/ul|/ol|/pre)>|\\n\\s*(?=@\\w)");
    private static final Pattern RULE_CODE = Pattern.compile("(?<![\\w./-])(?:[LSMWERI][1-9])(?![\\w.-]*\\w)");

    private DocumentRules() {}

    static List<String> longLines(String name, String text) {
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).length() > COLUMNS_MAX
                        && !lines.get(line).strip().startsWith("|"))
                .mapToObj(line ->
                        name + ":" + (line + 1) + " has " + lines.get(line).length() + " columns")
                .toList();
    }

    static List<String> longSentences(String name, String markdown) {
        String prose =
                LINK.matcher(CODE.matcher(plain(markdown)).replaceAll("code")).replaceAll("$1");
        return Arrays.stream(BLOCK.split(prose))
                .flatMap(block -> block.strip().startsWith("|") ? Arrays.stream(block.split("\\|")) : Stream.of(block))
                .flatMap(block -> tooLong(name, block))
                .toList();
    }

    static List<String> longJavadocSentences(String name, String source) {
        return JAVADOC.matcher(source)
                .results()
                .map(comment -> INLINE_TAG
                        .matcher(comment.group(1).replaceAll("(?m)^\\s*\\*", ""))
                        .replaceAll("code"))
                .flatMap(JAVADOC_BLOCK::splitAsStream)
                .flatMap(block -> tooLong(name, block))
                .toList();
    }

    private static Stream<String> tooLong(String name, String block) {
        return SENTENCE_END
                .splitAsStream(block.strip())
                .filter(sentence -> words(sentence) > SENTENCE_WORDS_MAX)
                .map(sentence -> name + ": " + words(sentence) + " words: " + sentence.replaceAll("\\s+", " "));
    }

    private static String plain(String markdown) {
        return COMMENT.matcher(FENCE.matcher(markdown).replaceAll("")).replaceAll("");
    }

    private static int words(String text) {
        return (int) Arrays.stream(text.split("\\s+"))
                .filter(word -> word.matches(".*[\\p{L}\\p{N}].*"))
                .count();
    }

    /** A decision record has its parts, in bold or as headings, and is short enough to be read. */
    static List<String> decisionsOutOfForm(String name, String markdown) {
        List<String> found = new ArrayList<>();
        for (String part : DECISION_PARTS) {
            if (!Pattern.compile("(?m)^(?:#+ |- )?\\**" + part + "\\b")
                    .matcher(markdown)
                    .find()) {
                found.add(name + " has no " + part);
            }
        }
        int words = words(plain(markdown));
        if (words > DECISION_WORDS_MAX) {
            found.add(name + " has " + words + " words");
        }
        return found;
    }

    /** Codes such as a letter and a digit that stand for a rule, in a text. */
    static Set<String> ruleCodes(String text) {
        return RULE_CODE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Codes with a definition: in the first cell of a table's row, or in bold. */
    static Set<String> definedCodes(String markdown) {
        Matcher definition = Pattern.compile("(?m)^\\| *([LSMWERI][1-9]) *\\||\\*\\*([LSMWERI][1-9])\\b")
                .matcher(markdown);
        return definition
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
