/** Stands in for a mocking library. */
@NullMarked
package redpacket.badcode.mockito;

import org.jspecify.annotations.NullMarked;
