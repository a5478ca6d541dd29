package redpacket.gateway.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The contract, for machines and for people. */
@Configuration(proxyBeanMethods = false)
class Documents {
    static boolean isDocument(String path) {
        return path.equals("/v3/api-docs") || path.equals("/docs");
    }

    @Bean
    RouterFunction<ServerResponse> documentRoutes() {
        return RouterFunctions.route()
                .GET(
                        "/v3/api-docs",
                        request -> ServerResponse.ok()
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(new ClassPathResource("openapi.json")))
                .GET(
                        "/docs",
                        request -> ServerResponse.ok()
                                .contentType(MediaType.TEXT_HTML)
                                .header("Content-Security-Policy", "default-src 'self' 'unsafe-inline'")
                                .bodyValue(new ClassPathResource("docs.html")))
                .build();
    }
}
