package redpacket.common.client;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes clients of another service from {@code @HttpExchange} interfaces. Each call carries the service key and the
 * thread's trace, and has a time-out, a bulkhead and a breaker for each instance.
 *
 * <p>Methods of a client throw {@link ServiceCallException} when there is no result, and no other exception.
 */
public final class ServiceClient implements AutoCloseable {
    private final String serviceKey;
    private final CallSettings settings;
    private final MeterRegistry meters;
    private final HttpClient http;

    public ServiceClient(String serviceKey, CallSettings settings, MeterRegistry meters) {
        this.serviceKey = serviceKey;
        this.settings = settings;
        this.meters = meters;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    /**
     * A client that sends each call to one of these instances.
     *
     * @param service in messages, and as the tag of the metric
     */
    public <T> T of(Class<T> api, String service, List<URI> urls, Repeat repeat) {
        // An immutable copy, which the exchange keeps as it is: the gauge has only a weak reference to it.
        List<ServiceInstance> instances =
                List.copyOf(urls.stream().map(url -> instance(service, url)).toList());
        Gauge.builder("redpacket.breaker.open", instances, ServiceClient::areAllOpen)
                .description("1 while the breakers of all instances keep calls back")
                .tag("of", service)
                .register(meters);
        return HttpServiceProxyFactory.builderFor(
                        new GuardedExchange(service, instances, repeat, settings.attemptsMax(), bulkhead(service)))
                .build()
                .createClient(api);
    }

    private static double areAllOpen(List<ServiceInstance> instances) {
        return !instances.isEmpty() && instances.stream().allMatch(ServiceInstance::isOpen) ? 1 : 0;
    }

    private Bulkhead bulkhead(String service) {
        return Bulkhead.of(
                service,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.callsMax())
                        .maxWaitDuration(settings.callWait())
                        .build());
    }

    private ServiceInstance instance(String service, URI url) {
        CircuitBreaker breaker = CircuitBreaker.of(
                service,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(settings.breakerCalls())
                        .minimumNumberOfCalls(settings.breakerCalls())
                        .failureRateThreshold(settings.breakerFailurePercent())
                        .waitDurationInOpenState(settings.breakerOpen())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        return new ServiceInstance(
                service,
                RestClientAdapter.create(restClient(url)),
                breaker,
                settings.breakerOpen().toNanos(),
                System::nanoTime);
    }

    private RestClient restClient(URI url) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(settings.responseTimeout());
        return RestClient.builder()
                .baseUrl(url)
                .requestFactory(requests)
                .configureMessageConverters(converters ->
                        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(new JsonMapper())))
                .defaultHeader(Headers.SERVICE_KEY, serviceKey)
                .requestInterceptor((request, body, execution) -> {
                    if (!request.getHeaders().containsHeader(Trace.HEADER)) {
                        request.getHeaders().set(Trace.HEADER, Trace.headerFor(Trace.currentId()));
                    }
                    return execution.execute(request, body);
                })
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
