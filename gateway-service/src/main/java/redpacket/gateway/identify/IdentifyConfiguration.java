package redpacket.gateway.identify;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IdentifyConfiguration {
    @Bean
    SigningKeys signingKeys(IdentitySettings settings, MeterRegistry meters) {
        SigningKeys keys = new SigningKeys(settings);
        Gauge.builder("redpacket.gateway.signing.keys", keys, SigningKeys::size)
                .description("Keys of the issuer that can verify tokens")
                .register(meters);
        return keys;
    }

    @Bean
    VerifyToken verifyToken(
            IdentitySettings settings, SigningKeys keys, Clock clock, Ticker ticker, MeterRegistry meters) {
        return new VerifyToken(settings, keys, clock, ticker, meters);
    }
}
