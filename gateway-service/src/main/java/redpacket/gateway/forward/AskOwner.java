package redpacket.gateway.forward;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redpacket.common.id.PacketId;
import redpacket.common.owner.AnswerFrame;
import redpacket.common.owner.OpenFrame.Verb;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.AnswersAtOnce;
import redpacket.gateway.ended.Ended;
import redpacket.gateway.ended.EndedPackets;
import redpacket.gateway.locate.Instance;
import redpacket.gateway.locate.Instances;
import redpacket.gateway.locate.SetStates;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.CallClass;
import redpacket.gateway.shed.CallLimits;

/**
 * Answers grabs and opens without a body: from memory where the packet has ended, else by an owner RPC. Where no
 * connection to the owner is ready, the request goes by its route.
 *
 * <p>INVARIANT: an owner RPC is never sent twice. Without an answer in time the outcome is unknown: the client gets 503
 * and repeats, which converges.
 */
final class AskOwner implements AnswersAtOnce {
    private final Upstreams upstreams;
    private final OwnerRpcClient ownerRpc;
    private final Instances owners;
    private final SetStates states;
    private final EndedPackets endedPackets;
    private final LearnEnded learnEnded;
    private final ServiceWords words;
    private final CallLimits limits;

    AskOwner(
            Upstreams upstreams,
            OwnerRpcClient ownerRpc,
            Instances owners,
            SetStates states,
            EndedPackets endedPackets,
            LearnEnded learnEnded,
            ServiceWords words,
            CallLimits limits) {
        this.upstreams = upstreams;
        this.ownerRpc = ownerRpc;
        this.owners = owners;
        this.states = states;
        this.endedPackets = endedPackets;
        this.learnEnded = learnEnded;
        this.words = words;
        this.limits = limits;
    }

    @Override
    public boolean serves(AdmittedRequest request) {
        PacketId packet = request.packet();
        Instance owner = packet == null || !request.call().isGrabOrOpen() ? null : ownerOf(packet);
        return owner != null && ownerRpc.isReady(owner);
    }

    private @Nullable Instance ownerOf(PacketId packet) {
        return owners.ownerOf(owners.keyOf(packet), Set.of()).orElse(null);
    }

    @Override
    public Mono<Answer> answer(AdmittedRequest request) {
        PacketId packet = request.packet();
        Upstream upstream = upstreams.of(request.call().service(), packet).orElse(null);
        if (packet == null || upstream == null) {
            return Mono.error(words.unavailable());
        }
        if (states.isDown(packet.set())) {
            limits.failed(request);
            return Mono.error(words.unavailable());
        }
        Optional<Ended.Outcome> ended =
                endedPackets.outcomeFor(packet, request.caller().user().value());
        if (ended.isPresent()) {
            return Mono.just(ended.get().answer());
        }
        Mono<ServiceAnswer> asked = Mono.defer(() -> ask(packet, request, upstream));
        return limits.guard(request, upstream.guard(asked))
                .map(said -> {
                    learnEnded.learn(request, said, upstream);
                    return words.answer(request, said);
                })
                .onErrorMap(words::problemFor);
    }

    private Mono<ServiceAnswer> ask(PacketId packet, AdmittedRequest request, Upstream upstream) {
        Instance owner = ownerOf(packet);
        Mono<AnswerFrame> answer = owner == null
                ? null
                : ownerRpc.ask(
                        owner,
                        new OwnerRpcClient.Question(
                                request.call().callClass() == CallClass.OPEN ? Verb.OPEN : Verb.GRAB,
                                packet,
                                request.caller().user(),
                                request.traceId()));
        return answer == null
                ? Mono.error(words.unavailable())
                : answer.map(said -> {
                    upstream.waited(said.waitedMicros() * 1_000L);
                    return read(said);
                });
    }

    private static ServiceAnswer read(AnswerFrame said) {
        return new ServiceAnswer(
                        said.status(),
                        said.status() >= 400 ? Answer.PROBLEM : Answer.JSON,
                        said.retryAfterSeconds() == 0 ? null : Integer.toString(said.retryAfterSeconds()),
                        said.ended(),
                        said.json().getBytes(StandardCharsets.UTF_8))
                .unbroken();
    }
}
