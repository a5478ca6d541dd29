package redpacket.gateway.locate;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import redpacket.common.process.ProcessSettings;
import redpacket.gateway.model.ServiceName;

/** The configured instances of every service. */
public final class ServiceInstances {
    private final EnumMap<ServiceName, Instances> instances = new EnumMap<>(ServiceName.class);

    ServiceInstances(ProcessSettings.Services services) {
        instances.put(
                ServiceName.GRAB,
                Instances.bySet(services.grab().stream()
                        .map(grab -> new Instance(ServiceName.GRAB, grab.name(), grab.url()))
                        .toList()));
        add(ServiceName.PACKET, services.packet());
        add(ServiceName.ACCOUNT, services.account());
        add(ServiceName.NOTIFY, services.notifications());
    }

    private void add(ServiceName service, List<URI> urls) {
        List<Instance> found = new ArrayList<>();
        for (URI url : urls) {
            found.add(new Instance(service, service + "-" + (found.size() + 1), url));
        }
        instances.put(service, Instances.byKey(found));
    }

    public Instances of(ServiceName service) {
        Instances found = instances.get(service);
        if (found == null) {
            throw new IllegalStateException("no instances of " + service);
        }
        return found;
    }

    List<Instance> all() {
        return instances.values().stream().flatMap(some -> some.all().stream()).toList();
    }
}
