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

/**
 * Bounds the calls in flight: by an adaptive limit for each class, service and set, and by a fixed limit of opens for
 * each packet. A call without a permit waits in a queue for a bounded time, and is then refused.
 */
public final class CallLimits {
    private final ShedSettings settings;
    private final SheddingScopes scopes;
    private final Shedding shedding;
    private final Ticker ticker;
    private final ShedMeters meters;
    /** INVARIANT: bounded, because classes, services and sets are. */
    private final Map<Key, PendingQueue> queues = new ConcurrentHashMap<>();
    /** INVARIANT: bounded by the opens in flight; a packet without an open in flight has no entry. */
    private final Map<PacketId, AtomicInteger> opensByPacket = new ConcurrentHashMap<>();

    CallLimits(ShedSettings settings, SheddingScopes scopes, Shedding shedding, Ticker ticker, ShedMeters meters) {
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

    /** Runs the call under its limits; fails with {@link Shedding#overloaded} where there is no room. */
    public <T> Mono<T> guard(AdmittedRequest request, Mono<T> call) {
        CallClass callClass = request.call().callClass();
        if (callClass == CallClass.OPERATE || !shedding.isOn()) {
            return call;
        }
        PendingQueue queue = queueFor(request, callClass);
        PacketId packet = callClass == CallClass.OPEN ? request.packet() : null;
        return Mono.defer(() -> {
            if (packet == null) {
                return withPermit(request, queue, call);
            }
            if (!tryAcquireOpen(packet)) {
                failed(request);
                meters.limited(callClass);
                return Mono.error(shedding.overloaded());
            }
            return withPermit(request, queue, call).doFinally(signal -> releaseOpen(packet));
        });
    }

    private <T> Mono<T> withPermit(AdmittedRequest request, PendingQueue queue, Mono<T> call) {
        long now = ticker.read();
        return queue.tryAcquire(now)
                ? run(request, queue, call, now)
                : queue.await(
                        Mono.defer(() -> run(request, queue, call, ticker.read())),
                        Mono.defer(() -> refuse(request)),
                        now);
    }

    /** Runs a call that holds a permit since begun, and releases the permit at its end. */
    private <T> Mono<T> run(AdmittedRequest request, PendingQueue queue, Mono<T> call, long begun) {
        return call.doFinally(signal -> {
            long now = ticker.read();
            long nanos = now - begun;
            long boundNanos = settings.lateNanos(request.call());
            if (signal == SignalType.ON_ERROR) {
                failed(request);
            }
            boolean missesDeadline = nanos > settings.deadlineNanos(request.call());
            if (missesDeadline || signal == SignalType.ON_COMPLETE) {
                scopeOf(request).ended(request.call().callClass().priority(), missesDeadline);
            }
            if (signal == SignalType.CANCEL || signal == SignalType.ON_ERROR) {
                queue.releaseUnanswered(nanos, boundNanos, now);
            } else {
                queue.release(nanos, boundNanos, now);
            }
        });
    }

    /** Reports a call that failed for a reason other than load, so its short duration is no sign of capacity. */
    public void failed(AdmittedRequest request) {
        scopeOf(request).failed();
    }

    private <T> Mono<T> refuse(AdmittedRequest request) {
        scopeOf(request).refused(request.call().callClass().priority());
        meters.limited(request.call().callClass());
        return Mono.error(shedding.overloaded());
    }

    private SheddingScope scopeOf(AdmittedRequest request) {
        return scopes.of(request.call().service(), request.packet());
    }

    /** Refuses the pending calls that have waited too long. */
    void expire() {
        long now = ticker.read();
        for (PendingQueue queue : queues.values()) {
            queue.drain(now);
        }
    }

    private PendingQueue queueFor(AdmittedRequest request, CallClass callClass) {
        PacketId packet = request.packet();
        Key wanted = new Key(callClass, request.call().service(), packet == null ? null : packet.set());
        PendingQueue known = queues.get(wanted);
        return known != null
                ? known
                : queues.computeIfAbsent(wanted, key -> {
                    long now = ticker.read();
                    boolean grabOrOpen = request.call().isGrabOrOpen();
                    AdaptiveLimit limit =
                            new AdaptiveLimit(settings, grabOrOpen ? settings.grabsOrOpens() : settings.others(), now);
                    PendingQueue queue = new PendingQueue(limit, settings, now);
                    String scope = key.set() == null ? key.service().toString() : key.service() + "-set-" + key.set();
                    meters.show(scope, key.callClass(), limit, queue);
                    return queue;
                });
    }

    private boolean tryAcquireOpen(PacketId packet) {
        AtomicInteger opens = opensByPacket.compute(packet, (ignored, known) -> {
            AtomicInteger counter = known == null ? new AtomicInteger() : known;
            counter.incrementAndGet();
            return counter;
        });
        if (opens.get() > settings.packetOpensMax()) {
            releaseOpen(packet);
            return false;
        }
        return true;
    }

    private void releaseOpen(PacketId packet) {
        opensByPacket.computeIfPresent(packet, (ignored, known) -> known.decrementAndGet() == 0 ? null : known);
    }

    int packetsInFlight() {
        return opensByPacket.size();
    }
}
