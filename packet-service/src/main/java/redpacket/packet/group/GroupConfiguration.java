package redpacket.packet.group;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.consume.FollowerSettings;
import redpacket.common.consume.TopicFollower;
import redpacket.common.consume.TopicFollowers;
import redpacket.common.event.EventPartitions;
import redpacket.common.process.ProcessSettings;
import redpacket.packet.model.Groups;
import redpacket.packet.people.PeopleApi;
import redpacket.packet.set.OpeningGroup;

/** Groups, with their copies in the schema {@code control} of the account set. */
@Configuration(proxyBeanMethods = false)
class GroupConfiguration {
    @Bean
    GroupCopies groupCopies(OpeningGroup controlSchema) {
        return new MyBatisGroupCopies(controlSchema.group());
    }

    @Bean
    Groups groups(PeopleApi people, GroupCopies copies) {
        return new FindMembers(people, copies);
    }

    @Bean
    TopicFollowers groupFollower(ProcessSettings process, GroupCopies copies, GroupSettings settings) {
        FollowerSettings follower = FollowerSettings.of(
                process,
                "packet-groups",
                EventPartitions.GROUP_EVENTS,
                settings.pollRecordsMax(),
                settings.retryMillisMax());
        return new TopicFollowers(List.of(new TopicFollower(follower, new GroupTopic(copies))));
    }
}
