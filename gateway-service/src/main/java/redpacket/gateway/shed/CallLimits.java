package redpacket.gateway.shed;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.CallClass;
import redpacket.gateway.model.ServiceName;

/** Bounds the calls in flight: of one class to one set, adaptively, and the opens of one packet. */
public final class CallLimits {
    private final ShedSettings settings;
    private final Scopes scopes;
    private final Shedding shedding;
    private final Ticker ticker;
    private final ShedMeters meters;
    /** INVARIANT: bounded, since classes, services and sets are. */
    private final Map<Key, AdaptiveLimit> limits = new ConcurrentHashMap<>();
    /** INVARIANT: bounded, since a packet is here only while it has an open in flight, and those are. */
    private final Map<PacketId, AtomicInteger> packets = new ConcurrentHashMap<>();

    CallLimits(ShedSettings settings, Scopes scopes, Shedding shedding, Ticker ticker, ShedMeters meters) {
        this.settings = settings;
        this.scopes = scopes;
        this.shedding = shedding;
        this.ticker = ticker;
        this.meters = meters;
    }

    private record Key(
            CallClass callClass,
            ServiceName service,
            @Nullable SetId set) {}

    /** The call, where there is room for it; else a failure with what the client hears. */
    public <T> Mono<T> guard(AdmittedRequest request, Mono<T> call) {
        CallClass callClass = request.call().callClass();
        if (callClass == CallClass.OPERATE || !shedding.isOn()) {
            return call;
        }
        AdaptiveLimit limit = limitOf(request, callClass);
        // Of opens alone: one packet is what a crowd runs at.
        PacketId crowded = callClass == CallClass.OPEN ? request.packet() : null;
        return Mono.defer(() -> {
            if (crowded != null && !takesOff(crowded)) {
                meters.limited(callClass);
                return Mono.error(shedding.overloaded());
            }
            if (!limit.enter()) {
                if (crowded != null) {
                    landed(crowded);
                }
                scopes.of(request.call().service(), request.packet()).refusedBehind();
                meters.limited(callClass);
                return Mono.error(shedding.overloaded());
            }
            long begun = ticker.read();
            return call.doFinally(signal -> {
                if (signal == SignalType.CANCEL) {
                    limit.abandon();
                } else {
                    long now = ticker.read();
                    limit.leave(now - begun, now);
                }
                if (crowded != null) {
                    landed(crowded);
                }
            });
        });
    }

    private AdaptiveLimit limitOf(AdmittedRequest request, CallClass callClass) {
        PacketId packet = request.packet();
        Key wanted = new Key(callClass, request.call().service(), packet == null ? null : packet.set());
        AdaptiveLimit known = limits.get(wanted);
        return known != null
                ? known
                : limits.computeIfAbsent(wanted, key -> {
                    AdaptiveLimit made = new AdaptiveLimit(
                            settings,
                            request.call().takesBody() ? settings.lateMillis() : settings.lateReadMillis(),
                            ticker.read());
                    meters.show(
                            key.set() == null ? key.service().toString() : key.service() + "-set-" + key.set(),
                            key.callClass(),
                            made);
                    return made;
                });
    }

    /** Whether there is room for one more open of this packet; what takes off must land. */
    private boolean takesOff(PacketId packet) {
        AtomicInteger flying = packets.compute(packet, (ignored, known) -> {
            AtomicInteger counter = known == null ? new AtomicInteger() : known;
            counter.incrementAndGet();
            return counter;
        });
        if (flying.get() > settings.packetOpensMax()) {
            landed(packet);
            return false;
        }
        return true;
    }

    private void landed(PacketId packet) {
        packets.computeIfPresent(packet, (ignored, known) -> known.decrementAndGet() == 0 ? null : known);
    }

    int packetsInFlight() {
        return packets.size();
    }
}
