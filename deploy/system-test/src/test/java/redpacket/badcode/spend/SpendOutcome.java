package redpacket.badcode.spend;

/** Anybody may add a kind. */
interface SpendOutcome {}
