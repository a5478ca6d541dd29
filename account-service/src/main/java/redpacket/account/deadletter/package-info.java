/** Looks into what consumers have set aside, and sends it again once its cause is mended. */
@NullMarked
package redpacket.account.deadletter;

import org.jspecify.annotations.NullMarked;
