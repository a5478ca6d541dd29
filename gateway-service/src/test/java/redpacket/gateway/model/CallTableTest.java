package redpacket.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import redpacket.gateway.model.CallTable.Match;

class CallTableTest {
    private static Match match(String method, String path) {
        return CallTable.PUBLIC.match(method, path);
    }

    @Test
    void knowsNoPathOfAnotherShape() {
        for (String path : List.of("/", "/v1", "/v1/packets/a/b", "/v1/packets/a/grab/b", "/v2/wallet", "/v1/Wallet")) {
            assertThat(match("GET", path)).as(path).isEqualTo(Match.Unknown.INSTANCE);
        }
    }

    @Test
    void tellsTheMethodsOfAPath() {
        assertThat(match("DELETE", "/v1/profile")).isEqualTo(new Match.OtherMethod(List.of("GET", "PUT")));
    }

    @Test
    void findsACallAndTheValuesInItsPath() {
        assertThat(match("POST", "/v1/packets/abc/open")).isInstanceOfSatisfying(Match.Found.class, found -> {
            assertThat(found.call().name()).isEqualTo("open");
            assertThat(found.variables()).containsExactly("abc");
            assertThat(found.call().targetFor(found.variables())).isEqualTo("/v1/packets/abc/open");
        });
        assertThat(CallTable.OPS.match("PUT", "/ops/v1/sets/set-1/state"))
                .isInstanceOfSatisfying(
                        Match.Found.class,
                        found -> assertThat(found.call().targetFor(found.variables()))
                                .isEqualTo("/internal/v1/sets/set-1/state"));
    }

    @Test
    void keepsTheInsideOutOfThePublicTable() {
        assertThat(CallTable.PUBLIC.calls()).allSatisfy(call -> {
            assertThat(call.template()).startsWith("/v1/").isEqualTo(call.target());
            assertThat(call.role()).isEqualTo(Role.USER);
        });
        assertThat(CallTable.OPS.calls()).allSatisfy(call -> {
            assertThat(call.template()).startsWith("/ops/v1/");
            assertThat(call.role()).isEqualTo(Role.OPS);
        });
    }
}
