package redpacket.gateway.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.route.RouteDefinition;
import redpacket.gateway.TestRoutes;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallClass;
import redpacket.gateway.model.CallTable;
import redpacket.gateway.model.CallTable.Match;
import redpacket.gateway.model.Role;
import redpacket.gateway.model.ServiceName;

class CallsOfRoutesTest {
    private static final CallTable PUBLIC = TestRoutes.publicCalls();
    private static final CallTable OPS = TestRoutes.opsCalls();

    private static RouteDefinition route(String path, Map<String, Object> metadata) {
        RouteDefinition route = new RouteDefinition();
        route.setId("new");
        route.setUri(URI.create("lb://account-service"));
        route.setPredicates(
                List.of(new PredicateDefinition("Path=" + path), new PredicateDefinition("Method=GET,HEAD")));
        route.setMetadata(metadata);
        return route;
    }

    @Test
    void aRouteIsACall() {
        Map<String, Object> metadata = Map.of("class", "details", "switch", "lists", "stream", "true");
        assertThat(CallsOfRoutes.of(List.of(route("/v1/a/{b}", metadata)), Role.USER)
                        .calls())
                .containsExactly(new Call(
                        "new",
                        List.of("GET", "HEAD"),
                        "/v1/a/{b}",
                        ServiceName.ACCOUNT,
                        Role.USER,
                        CallClass.DETAILS,
                        "lists",
                        true));
        assertThat(CallsOfRoutes.of(List.of(route("/v1/a", Map.of())), Role.USER)
                        .calls()
                        .getFirst()
                        .callClass())
                .isEqualTo(CallClass.LISTS);
        assertThat(CallsOfRoutes.of(List.of(route("/**", Map.of())), Role.USER).calls())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"class,none", "role,none", "switch,none"})
    void refusesMetadataThatItDoesNotKnow(String key, String value) {
        assertThatThrownBy(() -> CallsOfRoutes.of(List.of(route("/v1/a", Map.of(key, value))), Role.USER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAPathWithWildcards() {
        assertThatThrownBy(() -> CallsOfRoutes.of(List.of(route("/v1/*", Map.of())), Role.USER))
                .hasMessageContaining("wildcards");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/v1/packets/a/open,OPEN,",
        "POST,/v1/packets/a/grab,GRAB,",
        "POST,/v1/shake,SHAKE,shake-prizes",
        "POST,/v1/packets,SEND,",
        "POST,/v1/wallet/top-ups,SEND,",
        "POST,/v1/wallet/withdrawals,SEND,",
        "GET,/v1/wallet/withdrawals/1,DETAILS,",
        "POST,/v1/packets/a/shares,SHARE,shares",
        "POST,/v1/packets/a/thanks,SHARE,shares",
        "GET,/v1/packets/a,DETAILS,",
        "GET,/v1/wallet,DETAILS,",
        "GET,/v1/packets/sent,LISTS,lists",
        "GET,/v1/packets/received,LISTS,lists",
        "GET,/v1/packets/statistics,LISTS,statistics",
        "GET,/v1/wallet/entries,LISTS,lists",
        "GET,/v1/inbox,LISTS,",
        "PUT,/v1/inbox/read,LISTS,",
        "GET,/v1/groups,LISTS,",
        "POST,/v1/groups,PROFILE,",
        "PUT,/v1/groups/a/members/b,PROFILE,",
        "GET,/v1/profile,PROFILE,",
        "PUT,/v1/profile,PROFILE,",
        "GET,/v1/events,PROFILE,push"
    })
    void everyPublicCallHasItsClassAndItsSwitch(String method, String path, CallClass callClass, String part) {
        assertThat(PUBLIC.match(method, path)).isInstanceOfSatisfying(Match.Found.class, found -> {
            assertThat(found.call().callClass()).isEqualTo(callClass);
            assertThat(found.call().part()).isEqualTo(part);
        });
    }

    @Test
    void everyReadingCallButEventsTakesHead() {
        for (CallTable table : List.of(PUBLIC, OPS)) {
            assertThat(table.calls())
                    .filteredOn(call -> call.method().equals("GET"))
                    .allSatisfy(
                            call -> assertThat(call.methods().contains("HEAD")).isNotEqualTo(call.isStream()));
        }
        assertThat(PUBLIC.calls()).filteredOn(Call::isStream).hasSize(1);
    }

    @Test
    void knowsNoPathOfAnotherShape() {
        for (String path : List.of("/", "/v1", "/v1/packets/a/b", "/v1/packets/a/grab/b", "/v2/wallet", "/v1/Wallet")) {
            assertThat(PUBLIC.match("GET", path)).as(path).isEqualTo(Match.Unknown.INSTANCE);
        }
    }

    @Test
    void tellsTheMethodsOfAPath() {
        assertThat(PUBLIC.match("DELETE", "/v1/profile"))
                .isEqualTo(new Match.OtherMethod(List.of("GET", "HEAD", "PUT")));
    }

    @Test
    void keepsTheInsideOutOfThePublicTable() {
        assertThat(PUBLIC.calls()).allSatisfy(call -> {
            assertThat(call.template()).startsWith("/v1/");
            assertThat(call.callClass().priority()).isNotNegative();
        });
        assertThat(OPS.calls()).allSatisfy(call -> {
            assertThat(call.template()).startsWith("/ops/v1/");
            assertThat(call.callClass()).isEqualTo(CallClass.OPERATE);
        });
    }
}
