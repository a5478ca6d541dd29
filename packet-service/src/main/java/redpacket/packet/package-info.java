/** packet-service: sends packets, tells what became of them, closes those whose time has passed, controls the sets. */
@NullMarked
package redpacket.packet;

import org.jspecify.annotations.NullMarked;
