package redpacket.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks the size of sources and the words in them. */
class SourceStyleTest {
    @Test
    void filesHaveAtMost300Lines() throws IOException {
        assertThat(broken(SourceRules::longFiles, ".java")).isEmpty();
    }

    @Test
    void linesHaveAtMost120Columns() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        Sources.texts(".java").forEach((name, text) -> {
            List<String> lines = SourceRules.longLines(name, text);
            if (!lines.isEmpty()) {
                found.put(name, lines);
            }
        });
        Backlog.check("source-lines", found);
    }

    @Test
    void packagesHaveAtMost25Files() throws IOException {
        Map<String, Integer> files = new TreeMap<>();
        for (Path file : Sources.find(".java")) {
            files.merge(Sources.name(file.resolveSibling("")), 1, Integer::sum);
        }
        Backlog.check("large-package", SourceRules.largePackages(files));
    }

    @Test
    void methodsHaveAtMost70Lines() throws IOException {
        assertThat(SourceRules.longMethods(Sources.texts(".java"))).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        assertThat(broken(SourceRules::packagesWithoutASentence, "package-info.java"))
                .isEmpty();
        Set<Path> packages = Sources.find(".java").stream()
                .filter(file -> file.toString().contains("/src/main/"))
                .map(Path::getParent)
                .collect(Collectors.toSet());
        assertThat(packages)
                .hasSizeGreaterThan(50)
                .allMatch(directory -> Files.exists(directory.resolve("package-info.java")), "has package-info.java");
    }

    @Test
    void nothingIsLeftForLaterOrSaidOfItsMaking() throws IOException {
        assertThat(broken(SourceRules::idleWords, ".java", ".md", ".xml", ".yml", ".sql", ".html"))
                .isEmpty();
    }

    @Test
    void everyRuleFires() {
        String method = "class Long {\n    void run() {\n" + "        run();\n".repeat(69) + "    }\n}\n";
        assertThat(SourceRules.longMethods(Map.of("Long.java", method)))
                .containsExactly("/Long.java: run has 71 lines");
        assertThat(SourceRules.longMethods(Map.of("Long.java", method.replaceFirst(" {8}run\\(\\);\n", ""))))
                .isEmpty();
        assertThat(SourceRules.longFiles("Long", "\n".repeat(301))).containsExactly("Long has 301 lines");
        assertThat(SourceRules.longFiles("Long", "\n".repeat(300))).isEmpty();
        assertThat(SourceRules.longLines("Wide", "x".repeat(120) + "\n" + "x".repeat(121)))
                .containsExactly("Wide:2 has 121 columns");
        assertThat(SourceRules.largePackages(Map.of("small", 25, "large", 26))).containsOnlyKeys("large");
        assertThat(SourceRules.idleWords("Later", "// TO" + "DO: see iss" + "ue 3"))
                .hasSize(2);
        assertThat(SourceRules.packagesWithoutASentence("mute", "@NullMarked\npackage mute;\n"))
                .hasSize(1);
    }

    private static List<String> broken(BiFunction<String, String, List<String>> rule, String... endings)
            throws IOException {
        return Sources.texts(endings).entrySet().stream()
                .map(text -> rule.apply(text.getKey(), text.getValue()))
                .flatMap(Collection::stream)
                .toList();
    }
}
