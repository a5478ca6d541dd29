/** Overload: measures it, sheds by priority and by user, bounds calls in flight by how late they are answered. */
@NullMarked
package redpacket.gateway.shed;

import org.jspecify.annotations.NullMarked;
