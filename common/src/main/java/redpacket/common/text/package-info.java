/** Text that people write: which text is accepted, how long it is, and the form in which it is stored. */
@NullMarked
package redpacket.common.text;

import org.jspecify.annotations.NullMarked;
