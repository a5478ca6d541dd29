/** Posts commands: each shard has one writer, and a commit carries many commands. */
@NullMarked
package redpacket.account.post;

import org.jspecify.annotations.NullMarked;
