package redpacket.packet.send;

/** Makes the stored form of a password. */
@FunctionalInterface
interface Passwords {
    String hash(String password);
}
