/** Posting: one writer a shard, many commands a commit. */
@NullMarked
package redpacket.account.post;

import org.jspecify.annotations.NullMarked;
