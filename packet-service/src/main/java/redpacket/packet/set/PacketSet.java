package redpacket.packet.set;

import redpacket.common.database.MemberGroup;
import redpacket.common.id.SetId;

/** One packet set: its database here, its Redis with whoever uses it. */
public record PacketSet(SetId id, String name, MemberGroup group) {}
