package redpacket.packet.group;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.process.ProcessSettings;
import redpacket.packet.model.Groups;
import redpacket.packet.people.AskNotify;
import redpacket.packet.set.OpeningGroup;

/** Puts groups together, on the schema {@code control} of the account set. */
@Configuration(proxyBeanMethods = false)
class GroupConfiguration {
    @Bean
    GroupCopies groupCopies(OpeningGroup controlSchema) {
        return new MyBatisGroupCopies(controlSchema.group());
    }

    @Bean
    Groups groups(AskNotify notifications, GroupCopies copies) {
        return new FindMembers(notifications, copies);
    }

    @Bean
    GroupCopier groupCopier(ProcessSettings process, GroupCopies copies, GroupSettings settings) {
        return new GroupCopier(process, copies, settings);
    }
}
