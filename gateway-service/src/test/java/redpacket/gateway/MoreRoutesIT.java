package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A call is a route: one that is added by configuration alone is served like any other. */
class MoreRoutesIT {
    private static final String ROUTE = "redpacket.gateway.more-routes[0].";
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                ROUTE + "id=stickers",
                ROUTE + "uri=lb://notify-service",
                ROUTE + "predicates[0]=Path=/v1/stickers/{stickerId}",
                ROUTE + "predicates[1]=Method=GET,HEAD",
                ROUTE + "filters[0]=SetPath=/v1/pictures/{stickerId}",
                ROUTE + "filters[1]=AddRequestHeader=X-Shop, open",
                ROUTE + "filters[2]=AddResponseHeader=X-Shop, closed",
                ROUTE + "metadata.class=details",
                ROUTE + "metadata.response-timeout=20000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aRouteOfTheConfigurationIsACall() throws Exception {
        gateway.notifications.answering(call -> TestService.json(200, "{\"sticker\":7}"));
        HttpResponse<String> response = gateway.call("GET", "/v1/stickers/7?size=2");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"sticker\":7}");
        assertThat(response.headers().firstValue("X-Shop")).hasValue("closed");
        assertThat(response.headers().firstValue("RateLimit")).isPresent();
        TestService.Received asked = gateway.notifications.received().getFirst();
        assertThat(asked.target()).isEqualTo("/v1/pictures/7?size=2");
        assertThat(asked.header("X-User-Id")).isEqualTo("1");
        assertThat(asked.header("X-Shop")).isEqualTo("open");
        assertProblem(
                gateway.send(gateway.port(), "GET", "/v1/stickers/7", null, request -> {}), 401, "UNAUTHENTICATED");
        assertProblem(gateway.call("PUT", "/v1/stickers/7", "{}"), 405, "METHOD_NOT_ALLOWED");
        assertThat(OpsIT.metrics(gateway))
                .contains("call=\"stickers\"", "spring_cloud_gateway_requests_seconds", "routeId=\"stickers\"");
    }
}
