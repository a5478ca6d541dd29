package redpacket.gateway.describe;

import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.describe.PageWithAssets.Asset;

@Configuration(proxyBeanMethods = false)
class DescribeConfiguration {
    /** The page of a share link. It asks no service and shows nothing of the packet. */
    private static final Answer PACKET_PAGE = Answer.of(200, "text/html;charset=utf-8", """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Red packet</title></head>
            <body><h1>A red packet</h1><p>Open the app and sign in to open it.</p></body>
            </html>
            """);

    /** The operators' console. It asks only the operators' API, with the token that an operator pastes. */
    private static final Map<String, Answer> CONSOLE = PageWithAssets.of(
            "/console",
            "/console/index.html",
            List.of(
                    new Asset("style", "/console/console.css", PageWithAssets.CSS),
                    new Asset("console", "/console/console.js", PageWithAssets.JAVASCRIPT),
                    new Asset("desk", "/console/desk.js", PageWithAssets.JAVASCRIPT),
                    new Asset("views", "/console/views.js", PageWithAssets.JAVASCRIPT),
                    new Asset("dom", "/console/dom.js", PageWithAssets.JAVASCRIPT),
                    new Asset("api", "/console/api.js", PageWithAssets.JAVASCRIPT)));

    @Bean
    SwaggerUi swaggerUi() {
        return new SwaggerUi();
    }

    @Bean
    Documents publicDocuments(SwaggerUi page) {
        return new Documents("/openapi/public.yaml", page, Map.of("/p", PACKET_PAGE));
    }

    @Bean
    Documents opsDocuments(SwaggerUi page) {
        return new Documents("/openapi/ops.yaml", page, CONSOLE);
    }
}
