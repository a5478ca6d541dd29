package redpacket.badcode.mockito;

/** Pretends to be what it is not. */
public final class Mock {}
