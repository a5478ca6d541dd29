/** The configuration tree that every process gets; see docs/internal.md. */
@NullMarked
package redpacket.common.process;

import org.jspecify.annotations.NullMarked;
