package redpacket.packet.model;

/** A bounded piece of work on campaigns. One process at a time repeats it; it may be done twice. */
@FunctionalInterface
public interface CampaignRound extends Runnable {}
