package redpacket.local.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
public final class Tool {
    private Tool() {}

    /** Throws if the program fails or exceeds the time. Its output is appended to the log. */
    public static void run(
            Path log, int secondsMax, Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        run(log, secondsMax, directory, environment, command, Path.of("/dev/null"));
    }

    /** The same, with a file as its input. */
    public static void run(
            Path log, int secondsMax, Path directory, Map<String, String> environment, List<String> command, Path input)
            throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File(input.toString()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(secondsMax, TimeUnit.SECONDS)) {
                throw new IOException(command.getFirst() + " did not end within " + secondsMax + " s; see " + log);
            }
            if (process.exitValue() != 0) {
                throw new IOException(command.getFirst() + " failed; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
