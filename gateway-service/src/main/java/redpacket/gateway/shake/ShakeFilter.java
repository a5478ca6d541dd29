package redpacket.gateway.shake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import redpacket.common.problem.Problem;
import redpacket.gateway.admit.Admission;
import redpacket.gateway.admit.ReadBody;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.model.AdmittedRequest;
import tools.jackson.databind.json.JsonMapper;

/** Answers POST /v1/shake in the gateway; every other call continues to a service. */
final class ShakeFilter implements GlobalFilter, Ordered {
    private static final JsonMapper JSON = new JsonMapper();
    static final String CALL = "shake";

    private final Shake shake;
    private final NextShake next;
    private final ReadBody readBody;
    private final WriteAnswer writer;

    ShakeFilter(Shake shake, NextShake next, ReadBody readBody, WriteAnswer writer) {
        this.shake = shake;
        this.next = next;
        this.readBody = readBody;
        this.writer = writer;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return exchange.getAttribute(AdmittedRequest.ATTRIBUTE) instanceof AdmittedRequest request
                        && request.call().name().equals(CALL)
                ? readBody.read(exchange, request.call(), body -> answer(exchange, request, body))
                : chain.filter(exchange);
    }

    private Mono<Void> answer(ServerWebExchange exchange, AdmittedRequest request, byte[] body) {
        if (!isEmpty(body)) {
            return Mono.error(Problem.invalid("INVALID_BODY", "A shake takes no fields."));
        }
        return answer(request)
                .flatMap(answer -> writer.write(exchange, CALL, answer, request.traceId(), request.begunNanos()));
    }

    /** Never fails. */
    Mono<Answer> answer(AdmittedRequest request) {
        return shake.shake(request.caller().user().value()).map(this::answer);
    }

    Answer answer(ShakeOutcome outcome) {
        return Answer.of(200, Answer.JSON, body(outcome));
    }

    private static boolean isEmpty(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return text.isEmpty()
                || (text.startsWith("{")
                        && text.endsWith("}")
                        && text.length() >= 2
                        && text.substring(1, text.length() - 1).isBlank());
    }

    private String body(ShakeOutcome outcome) {
        return switch (outcome) {
            case ShakeOutcome.Nothing nothing -> nothing(next.millis(nothing.serviceAway()));
            case ShakeOutcome.Won won ->
                JSON.writeValueAsString(new Body(
                        "PRIZE",
                        won.prize().sponsor(),
                        won.prize().prizeId(),
                        won.prize().packetId(),
                        won.prize().sharesToGive(),
                        next.millis(false)));
        };
    }

    private static String nothing(long nextShakeMillis) {
        return "{\"outcome\":\"NOTHING\",\"nextShakeMillis\":" + nextShakeMillis + "}";
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            String outcome,
            String sponsor,
            String prizeId,
            String packetId,
            @Nullable Integer sharesToGive,
            long nextShakeMillis) {}

    /** After the admission. */
    @Override
    public int getOrder() {
        return Admission.FILTER_ORDER + 1;
    }
}
