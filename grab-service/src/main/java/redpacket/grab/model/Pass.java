package redpacket.grab.model;

import org.jspecify.annotations.Nullable;

/**
 * The permission to open a share of a packet of a campaign. It is durable in the set before a user can have it.
 *
 * @param prizeId the prize that the user won; null for a user with whom a seed was shared
 * @param amountFen the worth of the prize; null where the share is drawn when it is opened
 */
public record Pass(@Nullable Long prizeId, @Nullable Long amountFen) {}
