/** Charging a send, and voiding a charge. */
@NullMarked
package redpacket.account.charge;

import org.jspecify.annotations.NullMarked;
