package redpacket.common.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.web.filter.OncePerRequestFilter;
import redpacket.common.trace.Trace;

/** Refuses calls that come neither from the gateway nor from a service, and begins the trace of the others. */
final class ServiceKeyFilter extends OncePerRequestFilter {
    private final byte[] serviceKey;

    ServiceKeyFilter(String serviceKey) {
        this.serviceKey = serviceKey.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(Headers.SERVICE_KEY);
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), serviceKey)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        Trace.begin(Trace.idFrom(request.getHeader(Trace.HEADER)));
        try {
            chain.doFilter(request, response);
        } finally {
            Trace.end();
        }
    }
}
