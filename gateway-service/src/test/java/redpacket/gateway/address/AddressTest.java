package redpacket.gateway.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.gateway.SettingsBinding;

class AddressTest {
    private static final String PREFIX = "redpacket.gateway.address";
    private final ClientAddress behindProxies = new ClientAddress(List.of("10.0.0.0/8", "fd00::/8"));

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    private String of(String peer, String... forwardedFor) {
        return behindProxies.of(ip(peer), List.of(forwardedFor)).getHostAddress();
    }

    @Test
    void isThePeersWhateverItSays() {
        assertThat(of("203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
        assertThat(new ClientAddress(List.of())
                        .of(ip("10.1.1.1"), List.of("198.51.100.1"))
                        .getHostAddress())
                .isEqualTo("10.1.1.1");
    }

    @Test
    void isWhatATrustedProxySaw() {
        assertThat(of("10.1.1.1", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(of("10.1.1.1", "198.51.100.1, 10.2.2.2")).isEqualTo("198.51.100.1");
    }

    @Test
    void isNotWhatTheClientWroteInFrontOfIt() {
        assertThat(of("10.1.1.1", "1.1.1.1, 198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(of("10.1.1.1", "1.1.1.1", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(of("10.1.1.1", "10.9.9.9, 198.51.100.1")).isEqualTo("198.51.100.1");
    }

    @Test
    void isTheProxysWhereItSaysNothingThatIsAnAddress() {
        assertThat(of("10.1.1.1")).isEqualTo("10.1.1.1");
        assertThat(of("10.1.1.1", "unknown")).isEqualTo("10.1.1.1");
        assertThat(of("10.1.1.1", "example.org, 10.3.3.3")).isEqualTo("10.3.3.3");
        assertThat(of("10.1.1.1", ",,,")).isEqualTo("10.1.1.1");
    }

    @Test
    void aClientOfVersionSixHasAWholeNetwork() {
        ClientAddress none = new ClientAddress(List.of());
        assertThat(none.key(ip("2001:db8::1"), List.of())).isEqualTo(none.key(ip("2001:db8::ffff:1"), List.of()));
        assertThat(none.key(ip("2001:db8::1"), List.of())).isNotEqualTo(none.key(ip("2001:db8:0:1::1"), List.of()));
        assertThat(none.key(ip("192.0.2.1"), List.of())).isNotEqualTo(none.key(ip("192.0.2.2"), List.of()));
    }

    @Test
    void settingsAreOffByDefaultAndAllCanBeSet() {
        assertThat(SettingsBinding.bind(PREFIX, AddressSettings.class, Map.of()))
                .isEqualTo(new AddressSettings(0, 2000, 100_000, List.of()));
        assertThat(SettingsBinding.bind(
                        PREFIX,
                        AddressSettings.class,
                        Map.of(
                                PREFIX + ".requests-per-second", "1",
                                PREFIX + ".burst", "2",
                                PREFIX + ".remembered-max", "3",
                                PREFIX + ".trusted-proxies", "10.0.0.0/8,::1")))
                .isEqualTo(new AddressSettings(1, 2, 3, List.of("10.0.0.0/8", "::1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "proxy.example.org", "", "10.0.0.0/"})
    void refusesATrustedProxyThatIsNoNetwork(String network) {
        assertThatThrownBy(() -> new AddressSettings(1, 1, 1, List.of(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trusted-proxies");
    }

    @Test
    void refusesLimitsThatAreNone() {
        assertThatThrownBy(() -> new AddressSettings(-1, 1, 1, List.of())).hasMessageContaining(PREFIX);
        assertThatThrownBy(() -> new AddressSettings(1, 0, 1, List.of())).hasMessageContaining(PREFIX);
        assertThatThrownBy(() -> new AddressSettings(1, 1, 0, List.of())).hasMessageContaining(PREFIX);
    }
}
