/** Tests of the whole system through its public contract. */
@NullMarked
package redpacket.system;

import org.jspecify.annotations.NullMarked;
