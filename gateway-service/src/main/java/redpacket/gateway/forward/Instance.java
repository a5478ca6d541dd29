package redpacket.gateway.forward;

import java.net.URI;

/** One process of a service. Its name places it on the ring, so it is the same for every gateway. */
final class Instance {
    private final String name;
    private final URI url;
    private volatile boolean well = true;
    private volatile int ownerRpcPort;

    Instance(String name, URI url) {
        this.name = name;
        this.url = url;
    }

    String host() {
        return url.getHost();
    }

    int port() {
        return url.getPort();
    }

    /** Whether it answered of late. */
    boolean isWell() {
        return well;
    }

    void become(boolean nowWell) {
        well = nowWell;
    }

    /** Where it takes many grabs and opens on one connection; 0 where it does not, or has not told. */
    int ownerRpcPort() {
        return ownerRpcPort;
    }

    void listensForOwnerRpcOn(int port) {
        ownerRpcPort = port;
    }

    @Override
    public String toString() {
        return name;
    }
}
