@NullMarked
package redpacket.account.post;

import org.jspecify.annotations.NullMarked;
