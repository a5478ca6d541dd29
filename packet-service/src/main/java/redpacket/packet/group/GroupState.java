package redpacket.packet.group;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** What notify-service tells of a group: all members, as of a version that grows with each change. */
@JsonIgnoreProperties(ignoreUnknown = true)
record GroupState(long groupId, long version, List<Long> memberIds) {
    GroupState {
        memberIds = List.copyOf(memberIds);
    }
}
