/** The calls grab and open. */
@NullMarked
package redpacket.grab.open;

import org.jspecify.annotations.NullMarked;
