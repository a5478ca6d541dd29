package redpacket.account.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.account.reconcile.Books.PacketDigests;
import redpacket.account.reconcile.Books.RangeDigest;
import redpacket.account.reconcile.Books.SetRows;
import redpacket.common.process.ProcessSettings;
import redpacket.common.web.Headers;
import tools.jackson.databind.json.JsonMapper;

/** Asks packet-service, which reads the sets. */
final class HttpSetBooks implements SetBooks {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int STATUS_OK = 200;

    private final ProcessSettings process;
    private final Duration timeout;
    private final HttpClient client;

    HttpSetBooks(ProcessSettings process, Duration timeout) {
        this.process = process;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public RangeDigest digest(int set, long after, int limit) {
        return ask(set, "/digests?after=" + after + "&limit=" + limit, null, RangeDigest.class);
    }

    @Override
    public PacketDigests packetDigests(int set, long after, long through) {
        return ask(set, "/packet-digests?after=" + after + "&through=" + through, null, PacketDigests.class);
    }

    @Override
    public SetRows rows(int set, List<Long> numbers) {
        return ask(set, "/books", new BooksRequest(numbers), SetRows.class);
    }

    @Override
    public void resend(int set, List<EntryName> entries) {
        ask(set, "/resend", new ResendRequest(entries), Object.class);
    }

    private <T> T ask(int set, String path, @Nullable Object body, Class<T> type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        process.services().packet().getFirst().resolve("/internal/v1/sets/" + set + path))
                .timeout(timeout)
                .header(Headers.SERVICE_KEY, process.serviceKey());
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != STATUS_OK) {
                throw new IllegalStateException(
                        "packet-service answered " + response.statusCode() + " for the books of set " + set);
            }
            return JSON.readValue(response.body(), type);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (IOException e) {
            throw new UncheckedIOException("packet-service cannot be asked for the books of set " + set, e);
        }
    }

    private record BooksRequest(List<Long> packetNumbers) {}

    private record ResendRequest(List<EntryName> entries) {}
}
