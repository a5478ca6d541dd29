/** The token issuer of the local stack. Images do not contain it. */
@NullMarked
package redpacket.local.issuer;

import org.jspecify.annotations.NullMarked;
