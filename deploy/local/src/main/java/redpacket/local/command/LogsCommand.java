package redpacket.local.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import redpacket.local.stack.StateDirectory;

/** Prints the log of a process. */
final class LogsCommand {
    private static final long POLL_MILLIS = 200;
    private static final int BUFFER_BYTES = 64 << 10;

    private final StateDirectory state;

    LogsCommand(StateDirectory state) {
        this.state = state;
    }

    int run(String name, boolean follow) throws IOException, InterruptedException {
        Path log = state.log(name);
        if (!name.matches("[a-z0-9-]+") || !Files.exists(log)) {
            throw new IllegalArgumentException(
                    "there is no log of " + name + "; " + Redpacket.NAME + " status shows the names");
        }
        try (var file = Files.newByteChannel(log)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (true) {
                int read = file.read(buffer.clear());
                if (read > 0) {
                    System.out.write(buffer.array(), 0, read);
                    System.out.flush();
                } else if (follow) {
                    Thread.sleep(POLL_MILLIS);
                } else {
                    return 0;
                }
            }
        }
    }
}
