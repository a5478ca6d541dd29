/** Overload control: sheds requests by class and user, and limits the calls in flight. */
@NullMarked
package redpacket.gateway.shed;

import org.jspecify.annotations.NullMarked;
