package redpacket.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sources keep their size and say what a reader can use. */
class SourceStyleTest {
    private static final Set<String> NO_SOURCES = Set.of("target", "node_modules");

    @Test
    void filesHaveAtMost300Lines() throws IOException {
        assertThat(broken(SourceRules::longFiles, ".java")).isEmpty();
    }

    @Test
    void methodsHaveAtMost70Lines() throws IOException {
        assertThat(SourceRules.longMethods(texts(".java"))).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        assertThat(broken(SourceRules::packagesWithoutASentence, "package-info.java"))
                .isEmpty();
        Set<Path> packages = sources(".java").stream()
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
        assertThat(SourceRules.idleWords("Later", "// TO" + "DO: see iss" + "ue 3"))
                .hasSize(2);
        assertThat(SourceRules.packagesWithoutASentence("mute", "@NullMarked\npackage mute;\n"))
                .hasSize(1);
    }

    private static List<String> broken(BiFunction<String, String, List<String>> rule, String... endings)
            throws IOException {
        return texts(endings).entrySet().stream()
                .map(text -> rule.apply(text.getKey(), text.getValue()))
                .flatMap(Collection::stream)
                .toList();
    }

    private static Map<String, String> texts(String... endings) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : sources(endings)) {
            texts.put(Services.ROOT.relativize(file).toString(), Files.readString(file));
        }
        assertThat(texts).isNotEmpty();
        return texts;
    }

    private static List<Path> sources(String... endings) throws IOException {
        List<Path> found = new ArrayList<>();
        collect(Services.ROOT, List.of(endings), found);
        return found;
    }

    /** Without what was built, and without what begins with a dot. */
    private static void collect(Path directory, List<String> endings, List<Path> found) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.sorted().toList()) {
                String name = child.getFileName().toString();
                if (name.startsWith(".") || NO_SOURCES.contains(name)) {
                    continue;
                }
                if (Files.isDirectory(child)) {
                    collect(child, endings, found);
                } else if (endings.stream().anyMatch(name::endsWith)) {
                    found.add(child);
                }
            }
        }
    }
}
