/** The edge of a servlet service: who calls, strict JSON, problem answers. */
@NullMarked
package redpacket.common.web;

import org.jspecify.annotations.NullMarked;
