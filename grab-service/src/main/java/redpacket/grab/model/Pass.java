package redpacket.grab.model;

import org.jspecify.annotations.Nullable;

/**
 * Leave to open a share of a packet of a campaign: durable in the set when it is shown.
 *
 * @param prizeId the prize that its bearer won; null for somebody a seed was shared with
 * @param amountFen what the prize is worth; null where the share is drawn when it is opened
 */
public record Pass(@Nullable Long prizeId, @Nullable Long amountFen) {}
