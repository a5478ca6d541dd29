/** The supervisor: starts everything, restarts what dies, promotes a replica, obeys commands. */
@NullMarked
package redpacket.local.supervise;

import org.jspecify.annotations.NullMarked;
