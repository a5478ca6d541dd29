package redpacket.common.web;

import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import redpacket.common.process.ProcessSettings;

/** Imported by every servlet service; the service brings a {@link FailureTranslator}. */
@Configuration(proxyBeanMethods = false)
@Import(ProblemAdvice.class)
public class ServiceWebConfiguration {
    @Bean
    FilterRegistrationBean<ServiceKeyFilter> serviceKeyFilter(ProcessSettings settings) {
        var registration = new FilterRegistrationBean<>(new ServiceKeyFilter(settings.serviceKey()));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    Failures failures(FailureTranslator translator) {
        return new Failures(translator);
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return new StrictJson();
    }

    @Bean
    Cursors cursors(ProcessSettings settings) {
        return new Cursors(settings.serviceKey());
    }

    @Bean
    WebMvcConfigurer endpointArguments(Cursors cursors) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
                resolvers.add(new PagingArgument(cursors));
            }
        };
    }
}
