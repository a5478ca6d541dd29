/** Marks packets whose rest is back in their sender's wallet. */
@NullMarked
package redpacket.packet.refund;

import org.jspecify.annotations.NullMarked;
