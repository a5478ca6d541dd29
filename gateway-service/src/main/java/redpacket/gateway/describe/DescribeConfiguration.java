package redpacket.gateway.describe;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.gateway.answer.Answer;

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
        return new Documents("/openapi/ops.yaml", page);
    }
}
