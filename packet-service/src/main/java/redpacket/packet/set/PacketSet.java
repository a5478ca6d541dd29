package redpacket.packet.set;

import redpacket.common.database.MemberGroup;
import redpacket.common.id.SetId;

/** One packet set and its database. */
public record PacketSet(SetId id, String name, MemberGroup group) {}
