/** Values, set routing, events, outbox and problems that two services or more share. */
@NullMarked
package redpacket.common;

import org.jspecify.annotations.NullMarked;
