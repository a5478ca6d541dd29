/** The edge: what every request passes first. */
@NullMarked
package redpacket.gateway;

import org.jspecify.annotations.NullMarked;
