/** A use case that calls another one, and asks the world for time and chance. */
@NullMarked
package redpacket.badcode.spend;

import org.jspecify.annotations.NullMarked;
