package redpacket.notification.thank;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.web.Headers;
import redpacket.common.web.IdempotencyKey;
import redpacket.notification.store.FirstAnswers;

/** POST /v1/packets/{packetId}/thanks, and for packet-service the thanks of a page of openers. */
@RestController
final class ThanksEndpoint {
    private static final int OPENERS_MAX = 100;

    private final ThankSender thanks;

    ThanksEndpoint(ThankSender thanks) {
        this.thanks = thanks;
    }

    @PostMapping("/v1/packets/{packetId:[A-Za-z0-9_-]{24}}/thanks")
    @ResponseStatus(HttpStatus.CREATED)
    ThanksAnswer thank(
            UserId caller,
            @PathVariable("packetId") String packetId,
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestBody ThanksRequest request) {
        IdempotencyKey idempotencyKey = IdempotencyKey.from(key);
        String text = request.checkedText();
        return thanks.thank(
                FirstAnswers.Request.of(FirstAnswers.Kind.THANKS, caller, idempotencyKey, packetId, text),
                packetId,
                text);
    }

    @GetMapping("/internal/v1/packets/{packetId:[A-Za-z0-9_-]{24}}/thanks")
    Given given(@PathVariable("packetId") String packetId, @RequestParam("users") List<Long> users) {
        if (users.isEmpty() || users.size() > OPENERS_MAX) {
            throw Problem.invalid("INVALID_USERS", "users are 1 to " + OPENERS_MAX + " openers.");
        }
        return new Given(thanks.of(packetId, users));
    }

    record Given(List<ThanksMapper.Given> items) {
        Given {
            items = List.copyOf(items);
        }
    }
}
