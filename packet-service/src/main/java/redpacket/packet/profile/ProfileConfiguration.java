package redpacket.packet.profile;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.consume.FollowerSettings;
import redpacket.common.consume.TopicFollower;
import redpacket.common.consume.TopicFollowers;
import redpacket.common.event.EventPartitions;
import redpacket.common.process.ProcessSettings;
import redpacket.common.redis.RedisBounds;
import redpacket.common.redis.SetRedis;
import redpacket.common.redis.SetRedises;
import redpacket.packet.model.Profiles;
import redpacket.packet.people.PeopleApi;

/** Profiles: for each set a connection to its Redis, and a follower that fills it. */
@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {
    @Bean
    SetRedises setRedises(ProcessSettings process, ProfileSettings settings) {
        return new SetRedises(
                process.sets(),
                new RedisBounds(
                        Duration.ofMillis(settings.connectMillis()),
                        Duration.ofMillis(settings.writeMillis()),
                        settings.queueCommandsMax()));
    }

    @Bean
    Profiles profiles(SetRedises redises, ProfileSettings settings, MeterRegistry meters) {
        return new RedisProfiles(redises.all(), settings, meters);
    }

    @Bean
    TopicFollowers profileFollowers(SetRedises redises, ProcessSettings process, ProfileSettings settings) {
        return new TopicFollowers(redises.all().stream()
                .map(redis -> new TopicFollower(
                        followerOf(redis, process, settings),
                        new ProfileTopic(new RedisProfileCopies(redis, settings))))
                .toList());
    }

    private static FollowerSettings followerOf(SetRedis redis, ProcessSettings process, ProfileSettings settings) {
        return FollowerSettings.of(
                        process,
                        "packet-profiles-" + redis.set().name(),
                        EventPartitions.PROFILE_EVENTS,
                        settings.pollRecordsMax(),
                        settings.retryMillisMax())
                .checkingEvery(Duration.ofMillis(settings.refillCheckMillis()));
    }

    @Bean
    ProfileRepairer profileRepairer(SetRedises redises, PeopleApi people, ProfileSettings settings, Clock clock) {
        RepairProfiles repair = new RepairProfiles(
                (since, after) ->
                        people.changedProfiles(since.toString(), after).items(),
                redises.all().stream()
                        .<ProfileCopies>map(redis -> new RedisProfileCopies(redis, settings))
                        .toList(),
                clock,
                settings.repairPagesMax());
        return new ProfileRepairer(repair, Duration.ofMillis(settings.repairMillis()));
    }
}
