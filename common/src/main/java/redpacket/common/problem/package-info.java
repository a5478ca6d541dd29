/** Problem answers (RFC 9457) with stable codes, and how a service turns failures into them. */
@NullMarked
package redpacket.common.problem;

import org.jspecify.annotations.NullMarked;
