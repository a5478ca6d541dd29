/** Packet passwords, kept as salted hashes. */
@NullMarked
package redpacket.common.password;

import org.jspecify.annotations.NullMarked;
