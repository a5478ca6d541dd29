/** Answers from a request's head, written to its connection before the web framework has heard of the request. */
@NullMarked
package redpacket.gateway.head;

import org.jspecify.annotations.NullMarked;
