package redpacket.account.funds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import redpacket.common.problem.Problem;
import redpacket.common.process.ProcessSettings;
import redpacket.common.web.Headers;
import tools.jackson.databind.json.JsonMapper;

/** What the sets say is left in each packet, asked of packet-service page by page. */
@Component
class PacketBalances implements PacketGaps.Left {
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

    @Override
    public List<PacketLeft> page(int set, long after) {
        return ask(request("/internal/v1/sets/" + set + "/balances?after=" + after + "&limit=" + PAGE_MAX));
    }

    @Override
    public List<PacketLeft> of(int set, Collection<Long> packets) {
        String body = JSON.writeValueAsString(Map.of("packetNumbers", packets));
        return ask(request("/internal/v1/sets/" + set + "/balances")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String target) {
        URI service = process.services().packet().getFirst();
        return HttpRequest.newBuilder(service.resolve(target))
                .timeout(TIMEOUT)
                .header(Headers.SERVICE_KEY, process.serviceKey());
    }

    private List<PacketLeft> ask(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
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
