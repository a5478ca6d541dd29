/** The supervisor: starts all processes, restarts those that die, promotes replicas, and serves commands. */
@NullMarked
package redpacket.local.supervise;

import org.jspecify.annotations.NullMarked;
