package redpacket.gateway.admit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The head of a request as the web framework shows it. */
record ExchangeHead(ServerHttpRequest request, HttpHeaders headers) implements RequestHead {
    static ExchangeHead of(ServerHttpRequest request) {
        return new ExchangeHead(request, request.getHeaders());
    }

    @Override
    public String method() {
        return request.getMethod().name();
    }

    @Override
    public String target() {
        String path = request.getURI().getRawPath();
        String query = request.getURI().getRawQuery();
        return query == null ? path : path + "?" + query;
    }

    @Override
    public @Nullable String first(CharSequence name) {
        return headers.getFirst(name.toString());
    }

    @Override
    public int count(CharSequence name) {
        return all(name).size();
    }

    private List<String> all(CharSequence name) {
        return headers.getOrEmpty(name.toString());
    }

    @Override
    public int hosts() {
        return all(HttpHeaders.HOST).size();
    }

    @Override
    public boolean announcesBody() {
        return ReadBody.announces(headers);
    }
}
