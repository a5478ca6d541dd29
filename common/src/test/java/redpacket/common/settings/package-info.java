/** Tests of settings records. */
@NullMarked
package redpacket.common.settings;

import org.jspecify.annotations.NullMarked;
