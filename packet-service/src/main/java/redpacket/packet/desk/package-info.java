/** The support desk's view of a packet: terms, set, owner, log and ledger rows. */
@NullMarked
package redpacket.packet.desk;

import org.jspecify.annotations.NullMarked;
