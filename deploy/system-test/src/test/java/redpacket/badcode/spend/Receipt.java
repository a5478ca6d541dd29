package redpacket.badcode.spend;

/** Known to the use case that this one calls. */
public record Receipt(long number) {}
