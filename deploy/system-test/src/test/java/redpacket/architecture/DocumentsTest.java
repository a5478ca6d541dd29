package redpacket.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks documents and Javadoc: their length, their form, and that the named files, tests and rules exist. */
class DocumentsTest {
    private static final Path ROOT = Services.ROOT;
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern PATH = Pattern.compile(
            "`((?:[a-z][a-z-]*-service|common|deploy|docs|loadtest)/[\\w./-]+|docker-compose\\.yml|\\.env\\.example)`");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`");

    @Test
    void linesHaveAtMost120Columns() throws IOException {
        Backlog.check("document-lines", violations(DocumentRules::longLines, ".md", DocumentsTest::isDocument));
    }

    @Test
    void sentencesHaveAtMost30Words() throws IOException {
        Backlog.check("document-sentences", violations(DocumentRules::longSentences, ".md", DocumentsTest::isDocument));
    }

    @Test
    void sentencesOfJavadocHaveAtMost30Words() throws IOException {
        Backlog.check(
                "javadoc-sentences",
                violations(DocumentRules::longJavadocSentences, ".java", DocumentsTest::isMainCode));
    }

    @Test
    void decisionsHaveTheirPartsAndAtMost500Words() throws IOException {
        Backlog.check("decision-form", violations(DocumentRules::decisionsOutOfForm, ".md", DocumentsTest::isDecision));
    }

    @Test
    void everyRuleCodeIsDefinedInTheArchitecture() throws IOException {
        Set<String> defined = DocumentRules.definedCodes(Files.readString(ROOT.resolve("ARCHITECTURE.md")));
        Map<String, List<String>> undefined = new TreeMap<>();
        Map<String, String> texts = Sources.texts(".java", ".md", ".yml", ".sql", ".html");
        texts.keySet().removeIf(name -> name.contains("/architecture/"));
        texts.forEach((name, text) -> DocumentRules.ruleCodes(text).stream()
                .filter(code -> !defined.contains(code))
                .forEach(code -> undefined
                        .computeIfAbsent(code, ignored -> new ArrayList<>())
                        .add(name)));
        Backlog.check("rule-code", undefined);
    }

    @Test
    void everyPathEveryLinkAndEveryTestExists() throws IOException {
        Set<String> tests = new TreeSet<>();
        Sources.find("Test.java", "IT.java")
                .forEach(file -> tests.add(file.getFileName().toString().replace(".java", "")));
        assertThat(Sources.texts(".md")).hasSizeGreaterThan(8);
        Backlog.check(
                "missing-file",
                violations((name, text) -> missing(name, text, tests), ".md", DocumentsTest::isDocument));
    }

    @Test
    void everyRuleFires() {
        String sentence = "A" + " word".repeat(30) + ". Short.";
        assertThat(DocumentRules.longSentences("long", "Short.\n\n- " + sentence))
                .hasSize(1);
        assertThat(DocumentRules.longSentences("cell", "| a | " + sentence + " |"))
                .hasSize(1);
        assertThat(DocumentRules.longSentences("short", sentence.replaceFirst(" word", "")))
                .isEmpty();
        assertThat(DocumentRules.longSentences("code", "```\n" + sentence + "\n```\nA `" + sentence + "`"))
                .isEmpty();
        assertThat(DocumentRules.longJavadocSentences(
                        "Long", "/** " + sentence.replace(" word word", "\n * word word") + " */"))
                .hasSize(1);
        assertThat(DocumentRules.longJavadocSentences(
                        "Tags", "/**\n * A" + " word".repeat(20) + "\n *\n * @param a" + " word".repeat(20) + "\n */"))
                .isEmpty();
        assertThat(DocumentRules.longLines("wide", "x".repeat(121) + "\n| " + "x".repeat(121)))
                .containsExactly("wide:1 has 121 columns");
        assertThat(DocumentRules.decisionsOutOfForm(
                        "form", "# T\n- Status: accepted\n- Date: d\n## Context\n**Decision.**"))
                .containsExactly("form has no Consequences");
        assertThat(DocumentRules.decisionsOutOfForm(
                        "long", "Status\nDate\nContext\nDecision\nConsequences" + " word".repeat(500)))
                .containsExactly("long has 505 words");
        assertThat(DocumentRules.ruleCodes("(rule L4: no time-out) I1 to I8, v1.S2, GC1"))
                .containsExactly("I1", "I8", "L4");
        assertThat(DocumentRules.definedCodes("| I1 | sums |\n- **L4** no time-out; see M1"))
                .containsExactly("I1", "L4");
        assertThat(missing("docs/x.md", "`docs/none.md`, [a](none.md) and `NoneTest`", Set.of("SomeTest")))
                .hasSize(3);
    }

    private static boolean isDocument(String name) {
        return !name.equals("CHANGELOG.md") && !name.equals("docs/performance/figures.md");
    }

    private static boolean isDecision(String name) {
        return name.matches("docs/adr/\\d{4}-.*\\.md");
    }

    private static boolean isMainCode(String name) {
        return name.contains("/src/main/");
    }

    private static List<String> missing(String name, String text, Set<String> tests) {
        Path document = ROOT.resolve(name);
        List<String> missing = new ArrayList<>();
        Stream.concat(
                        LINK.matcher(text).results().map(link -> document.resolveSibling(link.group(1))),
                        PATH.matcher(text).results().map(path -> ROOT.resolve(path.group(1))))
                .filter(file -> !Files.exists(file))
                .forEach(file -> missing.add(name + " names " + ROOT.relativize(file.normalize())));
        Matcher test = TEST.matcher(text);
        while (test.find()) {
            if (!tests.contains(test.group(1))) {
                missing.add(name + " names " + test.group(1));
            }
        }
        return missing;
    }

    private static Map<String, List<String>> violations(
            BiFunction<String, String, List<String>> rule, String ending, Predicate<String> which) throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        Sources.texts(ending).forEach((name, text) -> {
            List<String> broken = which.test(name) ? rule.apply(name, text) : List.of();
            if (!broken.isEmpty()) {
                found.put(name, broken);
            }
        });
        return found;
    }
}
