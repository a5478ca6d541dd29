package redpacket.gateway.describe;

import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.describe.PageWithAssets.Asset;

@Configuration(proxyBeanMethods = false)
class DescribeConfiguration {
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
    Documents publicDocuments(SwaggerUi page, PhoneSettings phone) {
        return new Documents("/openapi/public.yaml", page, PhonePages.of(phone), phone.origins());
    }

    @Bean
    Documents opsDocuments(SwaggerUi page) {
        return new Documents("/openapi/ops.yaml", page, CONSOLE, List.of());
    }
}
