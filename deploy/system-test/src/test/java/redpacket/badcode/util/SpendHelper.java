package redpacket.badcode.util;

/** Helps. */
final class SpendHelper {}
