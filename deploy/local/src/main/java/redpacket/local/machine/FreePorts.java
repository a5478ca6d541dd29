package redpacket.local.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports on which no process listens. They lie below the range from which the system takes the ports of outgoing
 * connections. Such a connection could take a port before its server starts, or while its server is restarted.
 */
public final class FreePorts {
    private static final int LOWEST = 20_000;
    private static final int OUTGOING_DEFAULT = 32_768;
    private static final int RANGE_MIN = 4_000;
    private static final int TRIES_MAX = 10_000;
    private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int END = end();
    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePorts() {}

    /** A free port that this process has not returned before. */
    public static synchronized int next() {
        for (int i = 0; i < TRIES_MAX; i++) {
            // Processes that choose at the same time rarely meet.
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
            if (!GIVEN.contains(port) && isFree(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + END);
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int end() {
        int outgoing = OUTGOING_DEFAULT;
        try {
            outgoing = Integer.parseInt(Files.readString(OUTGOING).strip().split("\\s+")[0]);
        } catch (IOException | NumberFormatException e) {
            // Not Linux, or a system that does not tell.
        }
        // A system that gives nearly every port to outgoing connections leaves no better choice.
        return outgoing - LOWEST >= RANGE_MIN ? outgoing : OUTGOING_DEFAULT;
    }
}
