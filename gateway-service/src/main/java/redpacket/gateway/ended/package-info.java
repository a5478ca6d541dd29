/** Answers for packets that have ended, to users who did not win. */
@NullMarked
package redpacket.gateway.ended;

import org.jspecify.annotations.NullMarked;
