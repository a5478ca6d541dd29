/** packet-service: sends and shows packets, closes expired ones, controls the sets. */
@NullMarked
package redpacket.packet;

import org.jspecify.annotations.NullMarked;
