package redpacket.local.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The file that {@code up} shows: a line a step, with the seconds since the start, then READY or FAILED. */
public final class Progress {
    public static final String READY = "READY";
    public static final String FAILED = "FAILED ";

    private final Path file;
    private final long begunNanos = System.nanoTime();

    Progress(Path file) {
        this.file = file;
    }

    void say(String step) {
        append(String.format(Locale.ROOT, "%6.1f s  %s", (System.nanoTime() - begunNanos) / 1e9, step));
    }

    void ready() {
        append(READY);
    }

    void failed(String why) {
        append(FAILED + why);
    }

    private synchronized void append(String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
