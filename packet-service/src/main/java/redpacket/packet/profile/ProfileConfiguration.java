package redpacket.packet.profile;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.process.ProcessSettings;
import redpacket.packet.model.Profiles;

/** Puts profiles together: for each set a connection and a copier. */
@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {
    private static final int THREADS = 2;

    @Bean
    SetRedises setRedises(ProcessSettings process, ProfileSettings settings) {
        ClientResources resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        return new SetRedises(
                resources,
                process.sets().stream()
                        .map(set -> new SetRedis(set, settings, resources))
                        .toList());
    }

    @Bean
    Profiles profiles(SetRedises redises, ProfileSettings settings, MeterRegistry meters) {
        return new RedisProfiles(redises.all(), settings, meters);
    }

    @Bean
    ProfileCopiers profileCopiers(SetRedises redises, ProcessSettings process, ProfileSettings settings) {
        return new ProfileCopiers(redises.all().stream()
                .map(redis -> new ProfileCopier(
                        process, redis.set().name(), new RedisProfileCopies(redis, settings), settings))
                .toList());
    }

    record SetRedises(ClientResources resources, List<SetRedis> all) implements AutoCloseable {
        @Override
        public void close() {
            all.forEach(SetRedis::close);
            resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
    }

    record ProfileCopiers(List<ProfileCopier> all) implements AutoCloseable {
        @Override
        public void close() {
            all.forEach(ProfileCopier::close);
        }
    }
}
