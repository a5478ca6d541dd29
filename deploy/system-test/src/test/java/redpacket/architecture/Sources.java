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
import java.util.stream.Stream;

/** Finds the project's files, without built files and without directories whose name begins with a dot. */
final class Sources {
    private static final Set<String> NO_SOURCES = Set.of("target", "node_modules");

    private Sources() {}

    /** The texts of files with these endings, by their path from the root. */
    static Map<String, String> texts(String... endings) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : find(endings)) {
            texts.put(name(file), Files.readString(file));
        }
        assertThat(texts).isNotEmpty();
        return texts;
    }

    static List<Path> find(String... endings) throws IOException {
        List<Path> found = new ArrayList<>();
        collect(Services.ROOT, List.of(endings), found);
        return found;
    }

    static String name(Path file) {
        return Services.ROOT.relativize(file).toString();
    }

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
