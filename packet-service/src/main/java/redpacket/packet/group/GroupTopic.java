package redpacket.packet.group;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.consume.TopicCopies;
import redpacket.packet.people.PeopleApi.Group;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Copies the members of each group. A record that is no group is skipped: notify-service is asked before the copy. */
final class GroupTopic implements TopicCopies {
    private static final Logger LOG = LoggerFactory.getLogger(GroupTopic.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final GroupCopies copies;

    GroupTopic(GroupCopies copies) {
        this.copies = copies;
    }

    @Override
    public void write(Iterable<ConsumerRecord<String, String>> records) {
        List<Group> groups = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records) {
            try {
                if (record.value() != null) {
                    groups.add(JSON.readValue(record.value(), Group.class));
                }
            } catch (JacksonException e) {
                LOG.error("{}-{} offset {} is no group", record.topic(), record.partition(), record.offset());
            }
        }
        copies.write(groups);
    }
}
