package redpacket.badcode.earn;

/** Public, and used by nobody. */
public final class Lonely {}
