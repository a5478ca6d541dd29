package redpacket.gateway.shed;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.gateway.model.CallClass;
import redpacket.gateway.model.ServiceName;

/**
 * The shedding scopes: the gateway, each set, and each service for calls without a packet. Where all processes share
 * one machine, all of them are one scope.
 */
final class SheddingScopes {
    /** Number of compound priorities; calls of operators have none. */
    static final int PRIORITIES = firstPriority(CallClass.COUNT);

    private final SheddingScope gateway;
    private final Map<SetId, SheddingScope> sets = new HashMap<>();
    private final EnumMap<ServiceName, SheddingScope> services = new EnumMap<>(ServiceName.class);

    SheddingScopes(ShedSettings settings, List<SetId> configured, long now) {
        gateway = new SheddingScope(settings, now);
        if (settings.oneMachine()) {
            return;
        }
        for (SetId set : configured) {
            sets.put(set, new SheddingScope(settings, now));
        }
        for (ServiceName service : ServiceName.values()) {
            services.put(service, new SheddingScope(settings, now));
        }
    }

    /** The first compound priority of a class. */
    static int firstPriority(int classPriority) {
        return classPriority * UserPriorities.COUNT;
    }

    SheddingScope gateway() {
        return gateway;
    }

    /** The scope of the calls of a service, or of the set of the packet. */
    SheddingScope of(ServiceName service, @Nullable PacketId packet) {
        return ofSet(service, packet == null ? null : packet.set());
    }

    SheddingScope ofSet(ServiceName service, @Nullable SetId set) {
        SheddingScope found = set == null ? null : sets.get(set);
        return found != null ? found : services.getOrDefault(service, gateway);
    }

    /** The load of the scope that sheds most. */
    double loadMax() {
        double[] most = {0};
        forEach((ignored, scope) -> most[0] = Math.max(most[0], scope.load()));
        return most[0];
    }

    void forEach(BiConsumer<String, SheddingScope> action) {
        action.accept("gateway", gateway);
        sets.forEach((set, scope) -> action.accept("set-" + set, scope));
        services.forEach((service, scope) -> action.accept(service.toString(), scope));
    }
}
