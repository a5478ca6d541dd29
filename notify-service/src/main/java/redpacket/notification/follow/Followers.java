package redpacket.notification.follow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who follows their inbox in this process; bounded a user and in all. Thread-safe. */
final class Followers {
    private final int followersMax;
    private final int perUserMax;
    private final Map<Long, Deque<Follower>> byUser = new HashMap<>();
    private int count;
    private boolean ended;

    Followers(int followersMax, int perUserMax) {
        this.followersMax = followersMax;
        this.perUserMax = perUserMax;
    }

    /** Empty when there is no room. A user who has too many loses the oldest: a phone that lost its network comes back. */
    synchronized Optional<Follower> join(long user, long lastNumber) {
        Deque<Follower> own = byUser.getOrDefault(user, new ArrayDeque<>());
        if (ended || (count >= followersMax && own.size() < perUserMax)) {
            return Optional.empty();
        }
        if (own.size() >= perUserMax) {
            Follower oldest = own.removeFirst();
            count--;
            oldest.end();
        }
        Follower follower = new Follower(user, lastNumber);
        own.addLast(follower);
        byUser.put(user, own);
        count++;
        return Optional.of(follower);
    }

    synchronized void leave(Follower follower) {
        Deque<Follower> own = byUser.get(follower.user());
        if (own != null && own.remove(follower)) {
            count--;
            if (own.isEmpty()) {
                byUser.remove(follower.user());
            }
        }
    }

    synchronized void wake(Collection<Long> users) {
        if (byUser.isEmpty()) {
            return;
        }
        for (Long user : users) {
            Deque<Follower> own = byUser.get(user);
            if (own != null) {
                own.forEach(Follower::wake);
            }
        }
    }

    /** Wakes those whose inbox may have more than they were written. */
    synchronized void wakeBehind(Map<Long, Long> lastNumbers) {
        lastNumbers.forEach((user, last) -> {
            for (Follower follower : byUser.getOrDefault(user, new ArrayDeque<>())) {
                follower.hear(last);
            }
        });
    }

    /** Wakes those who were told of something that they could not read then. */
    synchronized void wakeBehind() {
        byUser.values().forEach(own -> own.forEach(Follower::wakeIfBehind));
    }

    synchronized List<Long> users() {
        return new ArrayList<>(byUser.keySet());
    }

    synchronized int count() {
        return count;
    }

    /** Ends all of them, and takes no more. */
    synchronized void endAll() {
        ended = true;
        byUser.values().forEach(own -> own.forEach(Follower::end));
    }
}
