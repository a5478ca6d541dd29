package redpacket.gateway.shed;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ReactorResourceFactory;
import redpacket.common.control.ControlFeed;
import redpacket.common.process.ProcessSettings;

@Configuration(proxyBeanMethods = false)
class ShedConfiguration {
    @Bean
    SheddingScopes shedScopes(ShedSettings settings, ProcessSettings process, Ticker ticker) {
        return new SheddingScopes(
                settings,
                process.sets().stream().map(ProcessSettings.PacketSet::setId).toList(),
                ticker.read());
    }

    @Bean
    ShedMeters shedMeters(MeterRegistry meters, SheddingScopes scopes) {
        ShedMeters made = new ShedMeters(meters);
        scopes.forEach(made::show);
        return made;
    }

    @Bean
    @Order(1)
    Shedding shedding(
            ControlFeed feed,
            SheddingScopes scopes,
            ShedSettings settings,
            Clock clock,
            Ticker ticker,
            ShedMeters meters) {
        return new Shedding(
                feed,
                scopes,
                new UserPriorities(clock, settings.rotationMinutes()),
                settings,
                ticker,
                bound -> ThreadLocalRandom.current().nextLong(bound),
                meters);
    }

    @Bean
    CallLimits callLimits(
            ShedSettings settings,
            SheddingScopes scopes,
            Shedding shedding,
            Ticker ticker,
            ShedMeters shedMeters,
            MeterRegistry meters) {
        CallLimits limits = new CallLimits(settings, scopes, shedding, ticker, shedMeters);
        Gauge.builder("redpacket.gateway.packets.opening", limits, CallLimits::packetsInFlight)
                .description("Packets with an open in flight")
                .register(meters);
        return limits;
    }

    @Bean
    LoopLag loopLag(
            ReactorResourceFactory resources,
            Ticker ticker,
            ShedSettings settings,
            SheddingScopes scopes,
            CallLimits limits,
            ShedMeters meters) {
        LoopLag lag = new LoopLag(resources.getLoopResources(), ticker, settings.probeMillis(), nanos -> {
            meters.lagged(nanos);
            scopes.gateway().waited(nanos);
            // Without requests, windows and waits must end too.
            limits.expire();
            long now = ticker.read();
            scopes.forEach((ignored, scope) -> scope.roll(now));
        });
        scopes.gateway().overdueFrom(lag::overdueNanos);
        return lag;
    }
}
