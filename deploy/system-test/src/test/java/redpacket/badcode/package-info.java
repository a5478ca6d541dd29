/** A service that breaks every rule once, so that each is seen to fire. */
@NullMarked
package redpacket.badcode;

import org.jspecify.annotations.NullMarked;
