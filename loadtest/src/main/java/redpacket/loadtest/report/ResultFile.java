package redpacket.loadtest.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import redpacket.loadtest.stack.PinnedProcess;
import tools.jackson.databind.json.JsonMapper;

/** The file of a result, with its command, commit and machine. A commit that ends in "-dirty" had local changes. */
public final class ResultFile {
    private ResultFile() {}

    /** Writes loadtest/results/NAME-TIME.json. */
    public static void write(Path root, String name, String command, Map<String, Object> figures)
            throws IOException, InterruptedException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("command", command);
        result.put("at", Instant.now().toString());
        result.put("commit", commit(root));
        result.put("machine", machine());
        result.putAll(figures);
        Path file = root.resolve(
                "loadtest/results/" + name + "-" + Instant.now().toString().replaceAll("[:.]", "-") + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
        System.out.println("Written to " + root.relativize(file));
    }

    private static String commit(Path root) throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "-C", root.toString(), "describe", "--always", "--dirty").start();
        String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        git.waitFor();
        return commit;
    }

    private static String machine() {
        return PinnedProcess.cores() + " cores, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ", JDK " + Runtime.version();
    }
}
