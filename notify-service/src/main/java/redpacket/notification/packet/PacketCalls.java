package redpacket.notification.packet;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import org.springframework.stereotype.Component;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceClient;
import redpacket.common.process.ProcessSettings;

/** Makes clients of packet-service. Their calls throw {@link redpacket.common.client.ServiceCallException}. */
@Component
public final class PacketCalls implements AutoCloseable {
    private final ServiceClient client;
    private final List<URI> instances;

    PacketCalls(ProcessSettings process, PacketCallSettings settings, MeterRegistry meters) {
        this.client = new ServiceClient(process.serviceKey(), settings.calls(), meters);
        this.instances = process.services().packet();
    }

    public <T> T of(Class<T> api) {
        return client.of(api, "packet-service", instances, Repeat.UNSENT);
    }

    @Override
    public void close() {
        client.close();
    }
}
