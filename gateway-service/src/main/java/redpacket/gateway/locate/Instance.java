package redpacket.gateway.locate;

import java.net.URI;
import java.util.Map;
import org.springframework.cloud.client.ServiceInstance;
import redpacket.gateway.model.ServiceName;

/** One process of a service. Its name places it on the ring, so the name is the same in every gateway. */
public final class Instance implements ServiceInstance {
    private final ServiceName service;
    private final String name;
    private final URI url;
    private volatile boolean well = true;
    private volatile int ownerRpcPort;
    /** When the first call was sent since its last answer; 0 where it has answered. */
    private volatile long askedNanos;

    public Instance(ServiceName service, String name, URI url) {
        this.service = service;
        this.name = name;
        this.url = url;
    }

    @Override
    public String getServiceId() {
        return service.id();
    }

    @Override
    public String getHost() {
        return url.getHost();
    }

    @Override
    public int getPort() {
        return url.getPort();
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public URI getUri() {
        return url;
    }

    @Override
    public Map<String, String> getMetadata() {
        return Map.of();
    }

    /** Whether it answered the last probes. */
    boolean isWell() {
        return well;
    }

    void become(boolean nowWell) {
        well = nowWell;
    }

    /** A call is sent to it now. */
    public void asked(long nowNanos) {
        if (askedNanos == 0) {
            askedNanos = nowNanos == 0 ? 1 : nowNanos;
        }
    }

    /** It has answered a call. */
    public void answered() {
        if (askedNanos != 0) {
            askedNanos = 0;
        }
    }

    /** Whether calls are without an answer for this long, and none was answered since. */
    boolean isSilent(long nowNanos, long forNanos) {
        long asked = askedNanos;
        return asked != 0 && nowNanos - asked >= forNanos;
    }

    /** The port of its owner RPC; 0 where it has none, or has not told. */
    public int ownerRpcPort() {
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
