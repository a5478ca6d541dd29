/** Answers to clients: their form, and how they are written and counted. */
@NullMarked
package redpacket.gateway.answer;

import org.jspecify.annotations.NullMarked;
