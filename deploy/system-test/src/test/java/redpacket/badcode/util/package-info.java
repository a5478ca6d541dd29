/** A package of a layer. */
@NullMarked
package redpacket.badcode.util;

import org.jspecify.annotations.NullMarked;
