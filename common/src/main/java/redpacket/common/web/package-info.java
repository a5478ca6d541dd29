/** The edge of a servlet service: the caller, strict JSON, problem answers. */
@NullMarked
package redpacket.common.web;

import org.jspecify.annotations.NullMarked;
