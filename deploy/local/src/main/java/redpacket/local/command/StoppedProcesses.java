package redpacket.local.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import redpacket.local.server.ChildProcess;
import redpacket.local.stack.StateDirectory;

/** Stops the processes of a supervisor that has ended, by their pid files. */
final class StoppedProcesses {
    private StoppedProcesses() {}

    static void stop(StateDirectory state) {
        Path run = state.root().resolve("run");
        if (!Files.isDirectory(run)) {
            return;
        }
        try (Stream<Path> files = Files.list(run)) {
            List<ChildProcess> left = files.filter(file -> file.toString().endsWith(".pid"))
                    .flatMap(file -> ChildProcess.find(file.getFileName().toString(), file).stream())
                    .toList();
            left.forEach(ChildProcess::requestStop);
            left.forEach(ChildProcess::stop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
