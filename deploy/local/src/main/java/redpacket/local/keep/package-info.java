/** What containers of a stack need and no image brings: who leads each member group, topics, certificate, tokens' keys. */
@NullMarked
package redpacket.local.keep;

import org.jspecify.annotations.NullMarked;
