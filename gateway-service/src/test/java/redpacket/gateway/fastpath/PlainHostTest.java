package redpacket.gateway.fastpath;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainHostTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8443", "a.example.com:1", "127.0.0.1:65535", "x-y"})
    void takesNamesAndAddressesWithAPortOrWithout(String host) {
        assertThat(PlainHost.is(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":8443", "localhost:", "localhost:x", "localhost:123456", "a b", "[::1]:8443", "a:1:2"})
    void whatElseThereIsGoesTheLongWay(String host) {
        assertThat(PlainHost.is(host)).isFalse();
    }

    @Test
    void noHostIsNone() {
        assertThat(PlainHost.is(null)).isFalse();
    }
}
