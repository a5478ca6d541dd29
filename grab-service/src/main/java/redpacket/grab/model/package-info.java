/** What a packet is to its owner: terms, log, the draw of amounts, what an open ends in. */
@NullMarked
package redpacket.grab.model;

import org.jspecify.annotations.NullMarked;
