/** Answers that the gateway gives itself: problems, small JSON. */
@NullMarked
package redpacket.gateway.answer;

import org.jspecify.annotations.NullMarked;
