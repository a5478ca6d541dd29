package redpacket.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long the disk takes to keep 4 KiB appended to a file, beside whatever else is asked of it: a commit waits for that
 * several times, on the primary and on a replica.
 */
final class DiskProbe implements AutoCloseable {
    private static final int BYTES = 4096;
    private static final long EVERY_MILLIS = 20;

    private final Path file;
    private final Histogram micros = new Histogram(3);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> probing;

    DiskProbe(Path directory) throws IOException {
        this.file = Files.createTempFile(directory, "disk-probe", ".bin");
        this.probing = CompletableFuture.runAsync(
                this::run, run -> Thread.ofPlatform().name("disk-probe").start(run));
    }

    private void run() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            ByteBuffer block = ByteBuffer.allocateDirect(BYTES);
            while (!closing.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                block.clear();
                long begun = System.nanoTime();
                var unused = channel.write(block);
                channel.force(false);
                micros.recordValue((System.nanoTime() - begun) / 1000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it found, in words, once it is closed. */
    String found() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms, at most %.0f ms",
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }

    /** Fails where the disk did. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        probing.join();
        Files.delete(file);
    }
}
