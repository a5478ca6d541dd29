package redpacket.local.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The relay logs of a MariaDB replica, read from their files, since the server would send every event of them.
 *
 * <p>A log is four bytes and then events. An event's header is a time (4 bytes), type (1), server (4), size (4),
 * position (4) and flags (2), little-endian. A GTID event goes on with its sequence (8), domain (4) and flags (1). See
 * mariadb.com/kb/en/replication-protocol.
 */
final class RelayLogs {
    private static final int MAGIC_BYTES = 4;
    private static final int HEADER_BYTES = 19;
    private static final int GTID_BYTES = 13;
    private static final int QUERY = 2;
    private static final int XID = 16;
    private static final int GTID = 162;
    /** A GTID's flag: one event follows, and no commit. */
    private static final int STANDALONE = 1;

    private final Map<String, Long> last = new HashMap<>();

    private RelayLogs() {}

    /** The sequence of the last whole transaction of each source, DOMAIN-SERVER. */
    static Map<String, Long> lastBySource(Path directory, String prefix) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.list(directory)) {
            logs = files.filter(file -> file.getFileName().toString().matches(prefix + "\\.\\d+"))
                    .sorted()
                    .toList();
        }
        RelayLogs read = new RelayLogs();
        for (Path log : logs) {
            read.read(log);
        }
        return read.last;
    }

    private void read(Path log) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEADER_BYTES + GTID_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        String source = "";
        long sequence = 0;
        boolean standalone = false;
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.READ)) {
            long length = file.size();
            long at = MAGIC_BYTES;
            while (at + HEADER_BYTES <= length) {
                head.clear();
                int read = file.read(head, at);
                int type = Byte.toUnsignedInt(head.get(4));
                long size = Integer.toUnsignedLong(head.getInt(9));
                if (read < HEADER_BYTES || size < HEADER_BYTES || at + size > length) {
                    // The log ends within an event.
                    return;
                }
                if (type == GTID && read >= HEADER_BYTES + GTID_BYTES) {
                    source = Integer.toUnsignedString(head.getInt(HEADER_BYTES + 8)) + "-"
                            + Integer.toUnsignedString(head.getInt(5));
                    sequence = head.getLong(HEADER_BYTES);
                    standalone = (head.get(HEADER_BYTES + 12) & STANDALONE) != 0;
                } else if (!source.isEmpty() && (type == XID || (type == QUERY && standalone))) {
                    last.merge(source, sequence, Math::max);
                }
                at += size;
            }
        }
    }
}
