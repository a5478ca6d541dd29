/** The commands bench and chaos of the script redpacket. */
@NullMarked
package redpacket.loadtest;

import org.jspecify.annotations.NullMarked;
