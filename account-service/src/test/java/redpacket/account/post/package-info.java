/** Tests of posting, under the same rule for null. */
@NullMarked
package redpacket.account.post;

import org.jspecify.annotations.NullMarked;
