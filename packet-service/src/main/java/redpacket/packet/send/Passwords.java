package redpacket.packet.send;

/** Makes what is stored of a password. */
@FunctionalInterface
interface Passwords {
    String hash(String password);
}
