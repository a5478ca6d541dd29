package redpacket.gateway.address;

import java.net.InetAddress;

/** Addresses that begin with the same bits, written as 10.0.0.0/8 or 2001:db8::/32. */
record Network(InetAddress address, int bits) {
    static Network parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int bitsMax = address.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? bitsMax : Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= bitsMax) {
                return new Network(address, bits);
            }
        } catch (IllegalArgumentException ignored) {
            // Said below, with what to write.
        }
        throw new IllegalArgumentException(
                "redpacket.gateway.address.trusted-proxies: " + text + " is no network such as 10.0.0.0/8");
    }

    boolean holds(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
