package redpacket.local.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void noOutgoingConnectionTakesAPortAndNoPortIsGivenTwice() throws Exception {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            assertThat(given.add(FreePorts.next())).isTrue();
        }
        try (ServerSocket outgoing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // The system takes this port from the range of outgoing connections.
            assertThat(given).allMatch(port -> port < 32_768);
            assertThat(outgoing.getLocalPort()).isNotIn(given);
            assertThat(FreePorts.isFree(outgoing.getLocalPort())).isFalse();
        }
    }
}
