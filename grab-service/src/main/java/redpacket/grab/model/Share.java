package redpacket.grab.model;

import java.time.Instant;

/**
 * A share that was opened.
 *
 * @param sequence 1 for the first of its packet
 */
public record Share(int sequence, long amountFen, Instant at) {}
