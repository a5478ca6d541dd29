/** The shards of the ledger and where their schemas live. */
@NullMarked
package redpacket.account.shard;

import org.jspecify.annotations.NullMarked;
