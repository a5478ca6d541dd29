package redpacket.gateway.describe;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DescribeConfiguration {
    @Bean
    Documents publicDocuments() {
        return new Documents("/openapi/public.yaml");
    }

    @Bean
    Documents opsDocuments() {
        return new Documents("/openapi/ops.yaml");
    }
}
