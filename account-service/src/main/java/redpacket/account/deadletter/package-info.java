/** Shows dead letters, and sends them again once their cause is repaired. */
@NullMarked
package redpacket.account.deadletter;

import org.jspecify.annotations.NullMarked;
