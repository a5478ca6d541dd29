package redpacket.grab.model;

import java.time.Instant;

/**
 * An opened share.
 *
 * @param sequence 1 for the first of its packet
 */
public record Share(int sequence, long amountFen, Instant at) {}
