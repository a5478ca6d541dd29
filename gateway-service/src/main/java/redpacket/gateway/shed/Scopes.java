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
 * What can be too much each on its own: the gateway, each set, and each service where no packet is named. Where all run
 * on one machine they are one.
 */
final class Scopes {
    /** Ranks of all classes but operators' calls, which have none. */
    static final int RANKS = firstRank(CallClass.COUNT);

    private final Shedder gateway;
    private final Map<SetId, Shedder> sets = new HashMap<>();
    private final EnumMap<ServiceName, Shedder> services = new EnumMap<>(ServiceName.class);

    Scopes(ShedSettings settings, List<SetId> configured, long now) {
        gateway = new Shedder(settings, now);
        if (settings.oneMachine()) {
            return;
        }
        for (SetId set : configured) {
            sets.put(set, new Shedder(settings, now));
        }
        for (ServiceName service : ServiceName.values()) {
            services.put(service, new Shedder(settings, now));
        }
    }

    /** The first rank of the class of this priority; of the number of classes, one past the last rank. */
    static int firstRank(int priority) {
        return priority * UserRanks.COUNT;
    }

    Shedder gateway() {
        return gateway;
    }

    /** The scope of calls of this service that name this packet. */
    Shedder of(ServiceName service, @Nullable PacketId packet) {
        return ofSet(service, packet == null ? null : packet.set());
    }

    Shedder ofSet(ServiceName service, @Nullable SetId set) {
        Shedder found = set == null ? null : sets.get(set);
        return found != null ? found : services.getOrDefault(service, gateway);
    }

    /** The most that any of them sheds. */
    double loadMax() {
        double most = gateway.load();
        for (Shedder set : sets.values()) {
            most = Math.max(most, set.load());
        }
        for (Shedder service : services.values()) {
            most = Math.max(most, service.load());
        }
        return most;
    }

    void forEach(BiConsumer<String, Shedder> action) {
        action.accept("gateway", gateway);
        sets.forEach((set, shedder) -> action.accept("set-" + set, shedder));
        services.forEach((service, shedder) -> action.accept(service.toString(), shedder));
    }
}
