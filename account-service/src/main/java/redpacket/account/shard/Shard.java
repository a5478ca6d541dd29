package redpacket.account.shard;

import redpacket.common.database.MemberGroup;

/** A shard of the ledger: number, from 1, and its schema's member group. */
public record Shard(int number, MemberGroup group) {}
