package redpacket.gateway.shed;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
    private final Map<Key, WaitingRoom> rooms = new ConcurrentHashMap<>();
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
        WaitingRoom room = roomFor(request, callClass);
        // Of opens alone: one packet is what a crowd runs at.
        PacketId crowded = callClass == CallClass.OPEN ? request.packet() : null;
        return Mono.defer(() -> {
            if (crowded == null) {
                return passing(request, room, call);
            }
            if (!takesOff(crowded)) {
                failed(request);
                meters.limited(callClass);
                return Mono.error(shedding.overloaded());
            }
            return passing(request, room, call).doFinally(signal -> landed(crowded));
        });
    }

    private <T> Mono<T> passing(AdmittedRequest request, WaitingRoom room, Mono<T> call) {
        long now = ticker.read();
        return room.enter(now)
                ? inPlace(request, room, call, now)
                : room.await(
                        Mono.defer(() -> inPlace(request, room, call, ticker.read())),
                        Mono.defer(() -> refuse(request)),
                        now);
    }

    /** The call, which has had its place since then and leaves it at its end. */
    private <T> Mono<T> inPlace(AdmittedRequest request, WaitingRoom room, Mono<T> call, long begun) {
        return call.doFinally(signal -> {
            long now = ticker.read();
            if (signal == SignalType.ON_ERROR) {
                failed(request);
            }
            ended(request, room, now - begun, signal);
            if (signal == SignalType.CANCEL || signal == SignalType.ON_ERROR) {
                room.abandon(now - begun, now);
            } else {
                room.leave(now - begun, now);
            }
        });
    }

    /** An open is late for the others already where it is in time for itself: then these make room. */
    private void ended(AdmittedRequest request, WaitingRoom room, long nanos, SignalType signal) {
        CallClass callClass = request.call().callClass();
        boolean isLate = callClass == CallClass.OPEN
                ? nanos > TimeUnit.MILLISECONDS.toNanos(settings.openMillisTarget())
                : room.isLate(nanos);
        if (isLate || signal == SignalType.ON_COMPLETE) {
            scopeOf(request).endedBehind(callClass.priority(), isLate);
        }
    }

    /** This call fails at once for what is no matter of load: that it was quick says nothing. */
    public void failed(AdmittedRequest request) {
        scopeOf(request).failedBehind();
    }

    private <T> Mono<T> refuse(AdmittedRequest request) {
        scopeOf(request).refusedBehind(request.call().callClass().priority());
        meters.limited(request.call().callClass());
        return Mono.error(shedding.overloaded());
    }

    private Shedder scopeOf(AdmittedRequest request) {
        return scopes.of(request.call().service(), request.packet());
    }

    /** Calls whose time to wait is over hear so. */
    void expire() {
        long now = ticker.read();
        for (WaitingRoom room : rooms.values()) {
            room.expire(now);
        }
    }

    private WaitingRoom roomFor(AdmittedRequest request, CallClass callClass) {
        PacketId packet = request.packet();
        Key wanted = new Key(callClass, request.call().service(), packet == null ? null : packet.set());
        WaitingRoom known = rooms.get(wanted);
        return known != null
                ? known
                : rooms.computeIfAbsent(wanted, key -> {
                    long now = ticker.read();
                    AdaptiveLimit made = new AdaptiveLimit(
                            settings,
                            request.call().isGrabOrOpen() ? settings.grabsOrOpens() : settings.others(),
                            request.call().takesBody() ? settings.lateMillis() : settings.lateReadMillis(),
                            now);
                    WaitingRoom room = new WaitingRoom(made, settings, now);
                    meters.show(
                            key.set() == null ? key.service().toString() : key.service() + "-set-" + key.set(),
                            key.callClass(),
                            made,
                            room);
                    return room;
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
