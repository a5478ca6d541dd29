/** Sets and how work finds them: state, consistent-hash ring, router. */
@NullMarked
package redpacket.common.set;

import org.jspecify.annotations.NullMarked;
