package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redpacket.local.api.EventStream;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;

/** What phones do, as docs tell them: a request without an answer, a 503 or a 429 is sent again, after a while. */
final class Play {
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final int AT_ONCE = 64;
    private static final int OK = 200;

    private final PublicApi api;

    Play(PublicApi api) {
        this.api = api;
    }

    void topUp(long user, long fen) {
        Answer answer = post(user, "/v1/wallet/top-ups", "{\"amountFen\":" + fen + "}", "top-up-" + user + "-" + fen);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    }

    /** Sends a packet, until there is an answer; its id. */
    String send(long sender, String json, String key) {
        Answer answer = post(sender, "/v1/packets", json, key);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.text("packetId");
    }

    Answer open(long user, String packetId, String body) {
        return post(user, "/v1/packets/" + packetId + "/open", body, null);
    }

    Answer post(long user, String path, String json, @Nullable String key) {
        return patiently(path, () -> api.post(user, path, json, key));
    }

    /** What a phone shows: a list or a balance, when it is not told to come back. */
    Answer get(long user, String path) {
        return patiently(path, () -> api.get(user, path));
    }

    /** A stream of events that the service has taken. */
    EventStream events(long user, @Nullable String lastEventId) {
        return events(() -> api.events(user, lastEventId));
    }

    EventStream events(Callable<EventStream> open) {
        return Objects.requireNonNull(await().atMost(Duration.ofNanos(PATIENCE_NANOS))
                .ignoreException(IllegalStateException.class)
                .until(open, events -> events.status() == OK));
    }

    /** Any call that can be repeated. */
    Answer call(Supplier<Answer> call) {
        return patiently("a call", call);
    }

    private static Answer patiently(String path, Supplier<Answer> call) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            long wait = 200;
            try {
                Answer answer = call.get();
                if (answer.status() != 503 && answer.status() != 429) {
                    return answer;
                }
                wait = Math.max(50, answer.number("retryAfterMillis"));
            } catch (IllegalStateException e) {
                // No answer: the outcome is unknown, and the same request finds it.
            }
            assertThat(System.nanoTime()).as("patience with %s", path).isLessThan(end);
            try {
                Thread.sleep(Math.min(wait, 1_000) + ThreadLocalRandom.current().nextLong(50));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Between two requests of a phone. */
    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the work for 0 … count−1 with many at once; results in this order. */
    static <T> List<T> atOnce(int count, IntFunction<T> work) {
        List<T> results = new ArrayList<>(count);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<T>> futures = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(threads.submit(() -> work.apply(number)));
            }
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return results;
    }
}
