package redpacket.gateway.admit;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose address a request comes from. What a client says of itself counts for nothing: X-Forwarded-For is read from its
 * end, as far as the proxies reach that are trusted, and the first address that is none of theirs is the client's.
 */
final class ClientAddress {
    private static final int ADDRESSES_READ_MAX = 8;
    private static final int NETWORK_BYTES = 8;

    private final List<Network> trusted;

    ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(Network::parse).toList();
    }

    InetAddress of(InetAddress peer, List<String> forwardedFor) {
        if (!isTrusted(peer)) {
            return peer;
        }
        List<String> hops = new ArrayList<>();
        for (String line : forwardedFor) {
            hops.addAll(List.of(line.split(",", -1)));
        }
        InetAddress nearest = peer;
        for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - ADDRESSES_READ_MAX); i--) {
            try {
                nearest = InetAddress.ofLiteral(hops.get(i).strip());
            } catch (IllegalArgumentException ignored) {
                return nearest;
            }
            if (!isTrusted(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    /** One number an address; of IPv6 a network of 64 bits, since a client has all of it. */
    long key(InetAddress peer, List<String> forwardedFor) {
        byte[] bytes = of(peer, forwardedFor).getAddress();
        long key = 0;
        for (int i = 0; i < Math.min(bytes.length, NETWORK_BYTES); i++) {
            key = key << Byte.SIZE | (bytes[i] & 0xff);
        }
        return key;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.holds(address));
    }
}
