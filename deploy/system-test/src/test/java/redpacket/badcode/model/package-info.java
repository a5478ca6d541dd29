/** A model that knows a database and counts in fractions. */
@NullMarked
package redpacket.badcode.model;

import org.jspecify.annotations.NullMarked;
