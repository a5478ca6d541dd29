package redpacket.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import redpacket.local.stack.StateDirectory;

/** Prints a process's log, and follows it with -f. */
final class LogsCommand {
    private static final long LOOK_MILLIS = 200;

    private final StateDirectory state;

    LogsCommand(StateDirectory state) {
        this.state = state;
    }

    int run(List<String> words) throws IOException, InterruptedException {
        boolean follow = words.remove("-f");
        if (words.size() != 1 || !words.getFirst().matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("./redpacket logs NAME [-f]");
        }
        Path log = state.log(words.getFirst());
        if (!Files.exists(log)) {
            throw new IllegalArgumentException("there is no log of " + words.getFirst());
        }
        try (var file = Files.newByteChannel(log)) {
            java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(64 << 10);
            while (true) {
                int read = file.read(buffer.clear());
                if (read > 0) {
                    System.out.write(buffer.array(), 0, read);
                    System.out.flush();
                } else if (follow) {
                    Thread.sleep(LOOK_MILLIS);
                } else {
                    return 0;
                }
            }
        }
    }
}
