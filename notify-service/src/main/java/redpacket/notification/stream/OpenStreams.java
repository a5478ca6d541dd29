package redpacket.notification.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open streams of this process, bounded for each user and in all. Thread-safe. */
final class OpenStreams {
    private final int streamsMax;
    private final int perUserMax;
    private final Map<Long, Deque<InboxStream>> byUser = new HashMap<>();
    private int count;
    private boolean ended;

    OpenStreams(int streamsMax, int perUserMax) {
        this.streamsMax = streamsMax;
        this.perUserMax = perUserMax;
    }

    /**
     * Empty when there is no room. A new stream past the user's bound ends the oldest: a phone that lost its network
     * returns.
     */
    synchronized Optional<InboxStream> join(InboxStream stream) {
        long user = stream.user();
        Deque<InboxStream> own = byUser.getOrDefault(user, new ArrayDeque<>());
        if (ended || (count >= streamsMax && own.size() < perUserMax)) {
            return Optional.empty();
        }
        if (own.size() >= perUserMax) {
            InboxStream oldest = own.removeFirst();
            count--;
            oldest.end(Bye.REPLACED);
        }
        own.addLast(stream);
        byUser.put(user, own);
        count++;
        return Optional.of(stream);
    }

    synchronized void leave(InboxStream stream) {
        Deque<InboxStream> own = byUser.get(stream.user());
        if (own != null && own.remove(stream)) {
            count--;
            if (own.isEmpty()) {
                byUser.remove(stream.user());
            }
        }
    }

    synchronized void wake(Collection<Long> users) {
        if (byUser.isEmpty()) {
            return;
        }
        for (Long user : users) {
            Deque<InboxStream> own = byUser.get(user);
            if (own != null) {
                own.forEach(InboxStream::wake);
            }
        }
    }

    /** Announces the last message of each user. */
    synchronized void wakeBehind(Map<Long, Long> lastNumbers) {
        lastNumbers.forEach((user, last) -> {
            for (InboxStream stream : byUser.getOrDefault(user, new ArrayDeque<>())) {
                stream.announce(last);
            }
        });
    }

    /** Wakes the streams that could not read what was announced to them. */
    synchronized void wakeBehind() {
        byUser.values().forEach(own -> own.forEach(InboxStream::wakeIfBehind));
    }

    synchronized List<Long> users() {
        return new ArrayList<>(byUser.keySet());
    }

    synchronized int count() {
        return count;
    }

    /** Ends all streams, and takes no more. */
    synchronized void endAll() {
        ended = true;
        byUser.values().forEach(own -> own.forEach(stream -> stream.end(Bye.SHUTDOWN)));
    }
}
