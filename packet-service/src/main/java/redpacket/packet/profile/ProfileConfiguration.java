package redpacket.packet.profile;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;
import redpacket.packet.model.Profiles;
import redpacket.packet.people.AskNotify;

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
        return new RedisProfiles(redises.all, settings, meters);
    }

    @Bean
    ProfileCopiers profileCopiers(SetRedises redises, ProcessSettings process, ProfileSettings settings) {
        return new ProfileCopiers(redises.all.stream()
                .map(redis -> new ProfileCopier(
                        process, redis.set().name(), new RedisProfileCopies(redis, settings), settings))
                .toList());
    }

    @Bean
    ProfileRepairer profileRepairer(
            SetRedises redises, AskNotify notifications, ProfileSettings settings, Clock clock) {
        RepairProfiles repair = new RepairProfiles(
                ChangedProfiles.of(notifications),
                redises.all.stream()
                        .<ProfileCopies>map(redis -> new RedisProfileCopies(redis, settings))
                        .toList(),
                clock,
                settings.repairPagesMax());
        return new ProfileRepairer(repair, Duration.ofMillis(settings.repairMillis()));
    }

    static final class SetRedises extends StartBeforeServing {
        private final ClientResources resources;
        private final List<SetRedis> all;

        SetRedises(ClientResources resources, List<SetRedis> all) {
            this.resources = resources;
            this.all = all;
        }

        @Override
        protected void begin() {
            all.forEach(SetRedis::start);
        }

        @Override
        protected void end() {
            all.forEach(SetRedis::close);
            resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
    }

    static final class ProfileCopiers extends StartBeforeServing {
        private final List<ProfileCopier> all;

        ProfileCopiers(List<ProfileCopier> all) {
            this.all = all;
        }

        @Override
        protected void begin() {
            all.forEach(ProfileCopier::start);
        }

        @Override
        protected void end() {
            all.forEach(ProfileCopier::stop);
            all.forEach(ProfileCopier::close);
        }
    }
}
