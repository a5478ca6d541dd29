package redpacket.gateway.describe;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DescribeConfiguration {
    @Bean
    SwaggerUi swaggerUi() {
        return new SwaggerUi();
    }

    @Bean
    Documents publicDocuments(SwaggerUi page) {
        return new Documents("/openapi/public.yaml", page);
    }

    @Bean
    Documents opsDocuments(SwaggerUi page) {
        return new Documents("/openapi/ops.yaml", page);
    }
}
