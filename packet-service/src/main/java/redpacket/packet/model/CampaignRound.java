package redpacket.packet.model;

/** A bounded piece of work on campaigns, done over and over by one process at a time; bears being done twice. */
@FunctionalInterface
public interface CampaignRound extends Runnable {}
