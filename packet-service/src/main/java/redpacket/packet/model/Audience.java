package redpacket.packet.model;

import java.util.List;
import redpacket.common.id.UserId;

/** Who may take part; users is empty for an audience that names none. */
public record Audience(AudienceKind kind, List<UserId> users) {
    public Audience {
        users = List.copyOf(users);
    }
}
