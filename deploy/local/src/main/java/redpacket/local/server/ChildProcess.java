package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that this one started, or that an earlier one did. Its pid file identifies it. The file holds the start
 * time as well, so a pid that the system gave to another process is never taken for it.
 */
public final class ChildProcess {
    private static final long STOP_SECONDS = 15;

    private final String name;
    private final ProcessHandle handle;

    private ChildProcess(String name, ProcessHandle handle) {
        this.name = name;
        this.handle = handle;
    }

    /** Starts a command; its output goes to the log, of which the one before is kept once. */
    public static ChildProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path workDirectory,
            Path log,
            Path pidFile)
            throws IOException {
        Files.createDirectories(log.getParent());
        Files.createDirectories(pidFile.getParent());
        Files.createDirectories(workDirectory);
        if (Files.exists(log) && Files.size(log) > (8L << 20)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workDirectory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        ProcessHandle handle = builder.start().toHandle();
        Files.writeString(pidFile, handle.pid() + " " + startOf(handle));
        return new ChildProcess(name, handle);
    }

    /** The process that a pid file names, if it still runs. */
    public static Optional<ChildProcess> find(String name, Path pidFile) {
        try {
            String[] parts = Files.readString(pidFile).trim().split(" ");
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(handle -> handle.isAlive() && startOf(handle).equals(parts[1]))
                    .map(handle -> new ChildProcess(name, handle));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String startOf(ProcessHandle handle) {
        return Long.toString(handle.info().startInstant().orElse(Instant.EPOCH).toEpochMilli());
    }

    public String name() {
        return name;
    }

    public long pid() {
        return handle.pid();
    }

    public boolean isAlive() {
        return handle.isAlive();
    }

    /** SIGKILL, and waits until it is gone. */
    public void kill() {
        handle.destroyForcibly();
        await(STOP_SECONDS);
    }

    /** SIGTERM; SIGKILL for one that takes too long. */
    public void stop() {
        handle.destroy();
        if (!await(STOP_SECONDS)) {
            kill();
        }
    }

    public void requestStop() {
        handle.destroy();
    }

    private boolean await(long seconds) {
        try {
            handle.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !handle.isAlive();
        } catch (Exception e) {
            return !handle.isAlive();
        }
    }

    /** Whether a signal such as SIGSTOP has stopped it; false where that cannot be read. */
    public boolean isFrozen() {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
                    .anyMatch(line -> line.startsWith("State:") && line.contains("T"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Resident memory in KiB, 0 where it cannot be read. */
    public long residentKiB() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
        return 0;
    }
}
