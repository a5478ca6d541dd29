package redpacket.loadtest.proof;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redpacket.local.api.PublicApi.Answer;

/** The calls of all clients and their answers. Thread-safe. */
public final class Journal {
    private static final int SURPRISES_MAX = 100;

    /** How a call ended for its client. */
    public enum Ending {
        /** Answered. */
        OK,
        /** Refused, with a time to retry. */
        FAILED,
        /** No answer: the call may have taken effect. */
        UNKNOWN
    }

    /** An open of a packet by a user. */
    public record Open(String packetId, long user) {}

    private final Map<Ending, AtomicLong> calls = new ConcurrentHashMap<>();
    private final Map<Open, Long> openedFen = new ConcurrentHashMap<>();
    private final Map<Open, Boolean> unanswered = new ConcurrentHashMap<>();
    private final Map<String, Integer> packets = new ConcurrentHashMap<>();
    private final List<String> contradictions = new CopyOnWriteArrayList<>();
    private final List<String> surprises = new CopyOnWriteArrayList<>();
    private final List<String> endless = new CopyOnWriteArrayList<>();

    public void called(Ending ending) {
        calls.computeIfAbsent(ending, ignored -> new AtomicLong()).incrementAndGet();
    }

    public long calls(Ending ending) {
        AtomicLong count = calls.get(ending);
        return count == null ? 0 : count.get();
    }

    /** A packet whose sender has its id. */
    public void sent(String packetId, int count) {
        packets.put(packetId, count);
    }

    public Set<String> packets() {
        return packets.keySet();
    }

    /** A user has an answer with a business ending. */
    public void told(String packetId, long user, Answer answer) {
        String outcome = answer.text("outcome");
        told(packetId, user, outcome, outcome.equals("OPENED") ? answer.number("amountFen") : null);
    }

    /** A user has an answer; fen is null if the user won nothing. */
    public void told(String packetId, long user, String outcome, @Nullable Long fen) {
        Open open = new Open(packetId, user);
        unanswered.remove(open);
        if (fen == null) {
            Long before = openedFen.get(open);
            if (before != null) {
                contradictions.add(open + " won " + before + " fen and was then told " + outcome);
            }
            return;
        }
        Long before = openedFen.putIfAbsent(open, fen);
        if (before != null && !before.equals(fen)) {
            contradictions.add(open + " was told " + before + " fen and then " + fen);
        }
    }

    /** A user has called and has no answer yet. */
    public void asked(String packetId, long user) {
        unanswered.put(new Open(packetId, user), true);
    }

    /** Opens without an answer. */
    public Set<Open> unanswered() {
        return Set.copyOf(unanswered.keySet());
    }

    /** An answer that breaks the contract. */
    public void surprise(String what) {
        if (surprises.size() < SURPRISES_MAX) {
            surprises.add(what);
        }
    }

    /** A refusal: the contract promises the time after which the client may repeat the call. */
    public void refused(String call, Answer answer) {
        boolean says = !answer.retryAfter().isEmpty() && answer.number("retryAfterMillis") > 0;
        if (!says && endless.size() < SURPRISES_MAX) {
            endless.add(call + ": " + answer.status() + " without a time to return");
        }
    }

    /** Refusals that did not say when to return. */
    public List<String> endless() {
        return List.copyOf(endless);
    }

    public Map<Open, Long> openedFen() {
        return Map.copyOf(openedFen);
    }

    public List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    public List<String> surprises() {
        return List.copyOf(surprises);
    }
}
