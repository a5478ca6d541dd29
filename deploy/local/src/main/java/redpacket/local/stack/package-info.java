/** The parts of a stack: state directory, secrets, ports, configuration, services. */
@NullMarked
package redpacket.local.stack;

import org.jspecify.annotations.NullMarked;
