/** A use case that publishes what nobody uses. */
@NullMarked
package redpacket.badcode.earn;

import org.jspecify.annotations.NullMarked;
