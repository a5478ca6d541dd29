package redpacket.gateway.shake;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import redpacket.common.process.ProcessSettings;
import redpacket.gateway.admit.ReadBody;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.shed.LoadHint;

@Configuration(proxyBeanMethods = false)
class ShakeConfiguration {
    /** A name for one run of this process: after a restart the process does not know the prizes that it held. */
    record Holder(String name) {}

    @Bean
    Holder prizeHolder(ProcessSettings process) {
        return new Holder(process.instance().name() + "-" + UUID.randomUUID());
    }

    @Bean
    PrizePool prizePool(MeterRegistry meters) {
        PrizePool pool = new PrizePool();
        Gauge.builder("redpacket.gateway.prizes.held", pool, PrizePool::size)
                .description("Prizes that this gateway holds")
                .register(meters);
        return pool;
    }

    @Bean
    HttpPrizeLeases prizeLeases(ProcessSettings process, ShakeSettings settings, ReactorResourceFactory resources) {
        return new HttpPrizeLeases(
                process.services().packet(), process.serviceKey(), settings, resources.getLoopResources());
    }

    @Bean
    PollPrizes pollPrizes(PrizePool pool, PrizeLeases leases, Holder holder, ShakeSettings settings, Ticker ticker) {
        return new PollPrizes(pool, leases, holder.name(), settings, ticker);
    }

    @Bean
    Shake shake(PrizePool pool, PrizeLeases leases, Holder holder, ShakeSettings settings, Ticker ticker) {
        return new Shake(pool, leases, holder.name(), settings, ticker);
    }

    @Bean
    NextShake nextShake(ShakeSettings settings, LoadHint hint) {
        return new NextShake(
                settings, hint, bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    @Bean
    ShakeFilter shakeFilter(Shake shake, NextShake next, ReadBody readBody, WriteAnswer writer) {
        return new ShakeFilter(shake, next, readBody, writer);
    }

    @Bean
    ShakesAtOnce shakesAtOnce(Shake shake, ShakeFilter filter) {
        return new ShakesAtOnce(shake, filter);
    }
}
