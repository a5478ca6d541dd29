/** Answers: what they are, how they are written, and what they are counted as. */
@NullMarked
package redpacket.gateway.answer;

import org.jspecify.annotations.NullMarked;
