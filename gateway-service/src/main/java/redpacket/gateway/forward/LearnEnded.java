package redpacket.gateway.forward;

import reactor.core.publisher.Mono;
import redpacket.common.id.PacketId;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import redpacket.gateway.ended.Ended;
import redpacket.gateway.ended.EndedPackets;
import redpacket.gateway.model.AdmittedRequest;

/** Learns from the answer to a grab or an open that its packet has ended, and fetches the winners of that packet. */
final class LearnEnded {
    private final EndedPackets endedPackets;
    private final String serviceKey;

    LearnEnded(EndedPackets endedPackets, String serviceKey) {
        this.endedPackets = endedPackets;
        this.serviceKey = serviceKey;
    }

    void learn(AdmittedRequest request, ServiceAnswer said, Upstream upstream) {
        PacketId packet = request.packet();
        if (said.packetEnded() != null && packet != null && request.call().isGrabOrOpen()) {
            endedPackets.learn(packet, () -> winners(packet, request, upstream));
        }
    }

    private Mono<Ended> winners(PacketId packet, AdmittedRequest request, Upstream upstream) {
        return upstream.read(packet, "/internal/v1/packets/" + request.packetText() + "/winners", headers -> {
                    headers.set(Headers.SERVICE_KEY, serviceKey);
                    headers.set(Trace.HEADER, Trace.headerFor(request.traceId()));
                })
                .flatMap(said -> Mono.justOrEmpty(Winners.read(said)));
    }
}
