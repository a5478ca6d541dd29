package redpacket.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Violations that were there before their rule. The file has one line for each: the rule, a blank, and the subject that
 * breaks it. The list may only shrink: a new violation fails, and so does a line whose subject keeps its rule. After a
 * merge of branches, a run with BACKLOG_WRITE in the environment writes the file anew.
 */
final class Backlog {
    private static final Path FILE =
            Services.ROOT.resolve("deploy/system-test/src/test/resources/redpacket/architecture/backlog.txt");

    private Backlog() {}

    /** @param violations what breaks the rule, by subject such as a file or a package */
    static void check(String rule, Map<String, List<String>> violations) throws IOException {
        if (System.getenv("BACKLOG_WRITE") != null) {
            write(rule, violations.keySet());
        }
        Set<String> listed = listed(rule);
        Map<String, List<String>> unlisted = new TreeMap<>(violations);
        unlisted.keySet().removeAll(listed);
        assertThat(unlisted).as(rule).isEmpty();
        Set<String> mended = new TreeSet<>(listed);
        mended.removeAll(violations.keySet());
        assertThat(mended)
                .as("%s: these subjects keep the rule, so delete their lines from %s", rule, FILE)
                .isEmpty();
    }

    private static void write(String rule, Set<String> subjects) throws IOException {
        Set<String> lines = new TreeSet<>(Files.readAllLines(FILE));
        lines.removeIf(line -> line.startsWith(rule + " "));
        subjects.forEach(subject -> lines.add(rule + " " + subject));
        Files.write(FILE, lines);
    }

    private static Set<String> listed(String rule) throws IOException {
        String prefix = rule + " ";
        return Files.readAllLines(FILE).stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
