package redpacket.notification.share;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.UserId;
import redpacket.common.web.Headers;
import redpacket.common.web.IdempotencyKey;
import redpacket.notification.store.FirstAnswers;

/** POST /v1/packets/{packetId}/shares. */
@RestController
final class ShareEndpoint {
    private final SharePacket share;
    private final ShareSettings settings;

    ShareEndpoint(SharePacket share, ShareSettings settings) {
        this.share = share;
        this.settings = settings;
    }

    @PostMapping("/v1/packets/{packetId:[A-Za-z0-9_-]{24}}/shares")
    @ResponseStatus(HttpStatus.ACCEPTED)
    SharePacket.Shared share(
            UserId caller,
            @PathVariable("packetId") String packetId,
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestBody ShareRequest request) {
        IdempotencyKey idempotencyKey = IdempotencyKey.from(key);
        ShareRequest.Target target = request.checked(settings);
        Long groupId = target.groupId();
        FirstAnswers.Request keyed = groupId == null
                ? FirstAnswers.Request.of(
                        FirstAnswers.Kind.SHARE, caller, idempotencyKey, "share", packetId, "users", target.users())
                : FirstAnswers.Request.of(
                        FirstAnswers.Kind.SHARE, caller, idempotencyKey, "share", packetId, "group", groupId);
        return share.share(keyed, packetId, target);
    }
}
