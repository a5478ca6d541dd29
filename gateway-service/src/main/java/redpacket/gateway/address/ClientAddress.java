package redpacket.gateway.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the address of a client. X-Forwarded-For is read from its end for as long as its addresses are trusted proxies.
 * The first other address is the client's.
 */
public final class ClientAddress {
    private static final int ADDRESSES_READ_MAX = 8;
    private static final int NETWORK_BYTES = 8;

    private final List<Network> trusted;

    public ClientAddress(List<String> trustedProxies) {
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

    /** The address as a number. Of an IPv6 address it is the 64-bit network, since a client owns all of that. */
    public long key(InetAddress peer, List<String> forwardedFor) {
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
