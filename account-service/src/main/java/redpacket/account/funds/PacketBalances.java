package redpacket.account.funds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import redpacket.common.problem.Problem;
import redpacket.common.process.ProcessSettings;
import redpacket.common.web.Headers;
import tools.jackson.databind.json.JsonMapper;

/** What the sets say is left in each packet, asked of packet-service page by page. */
@Component
class PacketBalances {
    static final int PAGE_MAX = 1000;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final JsonMapper JSON = new JsonMapper();

    private final ProcessSettings process;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    PacketBalances(ProcessSettings process) {
        this.process = process;
    }

    /** Ascending by number, after this one; an empty page is the end. */
    List<PacketLeft> page(int set, long after) {
        URI service = process.services().packet().getFirst();
        HttpRequest request = HttpRequest.newBuilder(
                        service.resolve("/internal/v1/sets/" + set + "/balances?after=" + after + "&limit=" + PAGE_MAX))
                .timeout(TIMEOUT)
                .header(Headers.SERVICE_KEY, process.serviceKey())
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) {
                return JSON.readValue(response.body(), BalancePage.class).items();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.io.IOException e) {
            throw unavailable();
        }
        throw unavailable();
    }

    private static Problem unavailable() {
        return Problem.unavailable(
                "UNAVAILABLE", "The sets cannot be asked what is left in their packets.", Duration.ofSeconds(1));
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record BalancePage(List<PacketLeft> items) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record PacketLeft(long packetNumber, String state, long totalFen, long leftFen) {}
}
