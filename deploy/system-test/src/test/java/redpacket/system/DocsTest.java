package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name is there. */
class DocsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern PATH = Pattern.compile(
            "`((?:[a-z][a-z-]*-service|common|deploy|docs|loadtest)/[\\w./-]+|docker-compose\\.yml|\\.env\\.example)`");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`");

    @Test
    void everyPathEveryLinkAndEveryTestExists() throws IOException {
        List<Path> documents = documents();
        assertThat(documents).hasSizeGreaterThan(8);
        List<String> missing = new ArrayList<>();
        for (Path document : documents) {
            String text = Files.readString(document);
            Matcher link = LINK.matcher(text);
            while (link.find()) {
                require(document, document.resolveSibling(link.group(1)), missing);
            }
            Matcher path = PATH.matcher(text);
            while (path.find()) {
                require(document, ROOT.resolve(path.group(1)), missing);
            }
            Matcher test = TEST.matcher(text);
            while (test.find()) {
                if (!testExists(test.group(1))) {
                    missing.add(ROOT.relativize(document) + " names " + test.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static void require(Path document, Path named, List<String> missing) {
        if (!Files.exists(named)) {
            missing.add(ROOT.relativize(document) + " names " + ROOT.relativize(named.normalize()));
        }
    }

    private static boolean testExists(String name) throws IOException {
        try (Stream<Path> files = Files.find(ROOT, 14, (path, attributes) -> path.endsWith(name + ".java"))) {
            return files.findFirst().isPresent();
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("ARCHITECTURE.md")));
        for (String directory : List.of("docs", "deploy/compose", "deploy/kubernetes")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(directory))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        return documents;
    }
}
