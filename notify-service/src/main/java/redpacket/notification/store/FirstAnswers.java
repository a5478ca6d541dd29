package redpacket.notification.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.ibatis.session.SqlSession;
import org.springframework.stereotype.Component;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.web.IdempotencyKey;
import tools.jackson.databind.json.JsonMapper;

/** The first answer under each Idempotency-Key, stored in the transaction of its effect. */
@Component
public final class FirstAnswers {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TRIES_MAX = 3;

    private final SqlSessions keys;
    private final Clock clock;

    FirstAnswers(PeopleStore store, Clock clock) {
        this.keys = store.sessions();
        this.clock = clock;
    }

    /** The kinds of calls, each of which keeps its own keys. */
    public enum Kind {
        GROUP,
        SHARE,
        THANKS
    }

    /** A request of a user under a key; the hash tells two requests under one key apart. */
    public record Request(Kind kind, UserId user, IdempotencyKey key, String hash) {
        /** The parts are the request in one spelling: two bodies of one meaning have the same parts. */
        public static Request of(Kind kind, UserId user, IdempotencyKey key, Object... parts) {
            String canonical = JSON.writeValueAsString(List.of(parts));
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
                return new Request(kind, user, key, HexFormat.of().formatHex(digest));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this JDK has no SHA-256", e);
            }
        }

        /** No key of a client has a colon. */
        private String storedKey() {
            return kind.name().toLowerCase(Locale.ROOT) + ":" + key.value();
        }
    }

    /** The first answer under this key; 422 when it belongs to another request. */
    public <T> Optional<T> find(Request request, Class<T> type) {
        return keys.read(session -> find(session, request, type));
    }

    /** Does the work and binds the key in one transaction, unless the key is bound: then the first answer again. */
    public <T> T once(SqlSessions sessions, Request request, Class<T> type, Function<SqlSession, T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return sessions.writeRetrying(
                        session -> find(session, request, type).orElseGet(() -> bind(session, request, work)));
            } catch (RuntimeException e) {
                // A twin of the request was faster: its answer is stored now.
                if (tries == TRIES_MAX || DatabaseFailure.of(e) != DatabaseFailure.DUPLICATE_KEY) {
                    throw e;
                }
            }
        }
    }

    private static <T> Optional<T> find(SqlSession session, Request request, Class<T> type) {
        return session.getMapper(KeyMapper.class)
                .find(request.user().value(), request.storedKey())
                .map(bound -> {
                    if (!bound.requestHash().equals(request.hash())) {
                        throw Problem.of(
                                422, "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for another request.");
                    }
                    return JSON.readValue(bound.answer(), type);
                });
    }

    private <T> T bind(SqlSession session, Request request, Function<SqlSession, T> work) {
        T answer = work.apply(session);
        session.getMapper(KeyMapper.class)
                .bind(
                        request.user().value(),
                        request.storedKey(),
                        new KeyMapper.Bound(request.hash(), JSON.writeValueAsString(answer)),
                        now());
        return answer;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** How many were deleted. */
    public int deleteOlderThan(Instant before, int limit) {
        return keys.write(session -> session.getMapper(KeyMapper.class).deleteOld(before, limit));
    }
}
