/** A primary and its replicas: finding the primary, knowing whether it can commit on two machines, transactions. */
@NullMarked
package redpacket.common.database;

import org.jspecify.annotations.NullMarked;
