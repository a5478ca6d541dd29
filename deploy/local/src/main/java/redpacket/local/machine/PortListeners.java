package redpacket.local.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the process that listens on a port, as far as Linux shows it to this user. */
public final class PortListeners {
    private static final String LISTENING = "0A";

    private PortListeners() {}

    /** Text such as {@code " by process 4711 (java)"}; empty if the process is not visible. */
    public static String of(int port) {
        try {
            String end = String.format(Locale.ROOT, ":%04X", port);
            Set<String> sockets = Stream.concat(lines("/proc/net/tcp"), lines("/proc/net/tcp6"))
                    .map(line -> line.trim().split("\\s+"))
                    .filter(cells -> cells.length > 9 && cells[1].endsWith(end) && cells[3].equals(LISTENING))
                    .map(cells -> "socket:[" + cells[9] + "]")
                    .collect(Collectors.toSet());
            return ProcessHandle.allProcesses()
                    .filter(process -> holds(process.pid(), sockets))
                    .findFirst()
                    .map(process -> " by process " + process.pid() + name(process))
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static Stream<String> lines(String file) throws IOException {
        Path path = Path.of(file);
        return Files.isReadable(path) ? Files.readAllLines(path).stream() : Stream.empty();
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException | java.io.UncheckedIOException e) {
            // The process belongs to another user or has ended.
            return false;
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String name(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> " (" + command.substring(command.lastIndexOf('/') + 1) + ")")
                .orElse("");
    }
}
