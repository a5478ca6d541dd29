package redpacket.grab.ended;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.process.ProcessSettings;
import redpacket.common.redis.RedisBounds;
import redpacket.common.redis.SetRedises;

@Configuration(proxyBeanMethods = false)
class EndedConfiguration {
    @Bean
    SetRedises setRedises(ProcessSettings process, RedisSettings settings) {
        return new SetRedises(
                process.sets(),
                new RedisBounds(settings.connectWithin(), settings.connectWithin(), settings.queueCommandsMax()));
    }
}
