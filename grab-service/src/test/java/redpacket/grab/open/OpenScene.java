package redpacket.grab.open;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.common.web.Failures;
import redpacket.grab.ended.EndedPackets;
import redpacket.grab.lane.FakeSets;
import redpacket.grab.model.AudienceKind;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketKind;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.PacketTerms;
import redpacket.grab.model.Pass;
import redpacket.grab.model.TestPackets;
import redpacket.grab.password.PasswordTries;

/** One packet in a state, the users around it, and the use cases on a fake set. */
final class OpenScene implements AutoCloseable {
    static final PacketId PACKET = TestPackets.packet(1);
    static final PacketId PRIZE = TestPackets.packet(500);
    static final PacketId OTHER_PRIZE = TestPackets.packet(501);
    private static final long WINNER_FEN = 30;
    private static final long TOTAL_FEN = 90;
    private static final int COUNT = 3;
    private static final Instant NOW = TestPackets.BEFORE;

    /** A kind of packet. CASH and SEED are of a campaign. */
    enum Kind {
        LUCKY,
        EQUAL,
        EXCLUSIVE,
        PASSWORD,
        CASH,
        SEED
    }

    enum State {
        ABSENT,
        /** Shares are left. The winner has one, unless there is only one share. */
        ACTIVE,
        EMPTY,
        EXPIRED,
        /** The packet's time has passed, and nothing has closed it. */
        OVERDUE
    }

    /** Where the instance finds the packet first. */
    enum Place {
        MEMORY,
        REDIS,
        DATABASE
    }

    enum User {
        SENDER(TestPackets.SENDER),
        MEMBER(11),
        WINNER(12),
        OUTSIDER(13);

        private final long number;

        User(long number) {
            this.number = number;
        }

        long number() {
            return number;
        }

        private UserId id() {
            return new UserId(number);
        }
    }

    final FakeSets sets;
    final FakePasses passes = new FakePasses();
    final FakeTries tries = new FakeTries();
    final CheckPassword passwords;
    private final OpenPacket openPacket;
    private final GrabPacket grabPacket;

    OpenScene(Kind kind, AudienceKind audience, State state, Place place) {
        FakeRedis redis = new FakeRedis();
        PacketAccess access = new PacketAccess(passes);
        this.sets = new FakeSets(Clock.fixed(NOW, ZoneOffset.UTC), redis);
        this.passwords = new CheckPassword(sets, tries, new PasswordSettings(10, Duration.ofMinutes(1)));
        this.openPacket = new OpenPacket(sets, redis, access, passwords);
        this.grabPacket = new GrabPacket(sets, redis, access);
        if (state != State.ABSENT) {
            PacketTerms terms = terms(kind, audience, state);
            List<LogEntry> log = log(terms.count(), state);
            sets.add(terms, log);
            if (place == Place.REDIS) {
                redis.remember(new PacketMemory(terms, log));
            }
        }
        if (place == Place.MEMORY) {
            sets.load(PACKET);
        }
        if (kind == Kind.CASH) {
            passes.give(User.MEMBER, new Pass(OTHER_PRIZE.number(), WINNER_FEN));
            passes.give(User.WINNER, new Pass(PRIZE.number(), WINNER_FEN));
        } else if (kind == Kind.SEED) {
            passes.give(User.MEMBER, new Pass(null, null));
            passes.give(User.WINNER, new Pass(PRIZE.number(), null));
        }
    }

    private static PacketTerms terms(Kind kind, AudienceKind audience, State state) {
        PacketKind packetKind = switch (kind) {
            case LUCKY, SEED -> PacketKind.LUCKY;
            case EQUAL, CASH -> PacketKind.EQUAL;
            case EXCLUSIVE -> PacketKind.EXCLUSIVE;
            case PASSWORD -> PacketKind.PASSWORD;
        };
        Set<Long> members =
                audience == AudienceKind.LINK ? Set.of() : Set.of(User.MEMBER.number(), User.WINNER.number());
        int count = kind == Kind.EXCLUSIVE ? 1 : COUNT;
        PacketTerms sent = TestPackets.terms(PACKET.number(), packetKind, TOTAL_FEN, count, audience, members);
        return new PacketTerms(
                PACKET,
                sent.senderId(),
                packetKind,
                TOTAL_FEN,
                count,
                sent.passwordHash(),
                audience,
                members,
                state == State.OVERDUE ? NOW.minusMillis(1) : TestPackets.EXPIRES_AT,
                kind == Kind.CASH || kind == Kind.SEED ? 77L : null);
    }

    private static List<LogEntry> log(int count, State state) {
        List<LogEntry> log = new ArrayList<>();
        if (count > 1 || state == State.EMPTY) {
            log.add(entry(1, User.WINNER.number(), count == 1 ? TOTAL_FEN : WINNER_FEN));
        }
        if (state == State.EMPTY && count > 1) {
            log.add(entry(2, 21, WINNER_FEN));
            log.add(entry(3, 22, WINNER_FEN));
        } else if (state == State.EXPIRED) {
            log.add(entry(log.size() + 1, LogEntry.CLOSING_USER, TOTAL_FEN - log.size() * WINNER_FEN));
        }
        return log;
    }

    private static LogEntry entry(int sequence, long user, long amountFen) {
        return LogEntry.of(PACKET.number(), sequence, user, amountFen, NOW, "");
    }

    CompletableFuture<OpenOutcome> open(User user, @Nullable String password, @Nullable PacketId prize) {
        return openPacket
                .open(new OpenCommand(PACKET, user.id(), password, prize, "", nanos -> {}))
                .toCompletableFuture();
    }

    CompletableFuture<OpenOutcome> grab(User user) {
        return grabPacket
                .grab(OpenCommand.of(PACKET, user.id(), "", nanos -> {}))
                .toCompletableFuture();
    }

    AnswerCalls calls(OpenCounters counters, Failures failures) {
        return new AnswerCalls(openPacket, grabPacket, counters, failures);
    }

    @Override
    public void close() {
        sets.close();
    }

    static final class FakePasses implements Passes {
        private final Map<Long, Pass> passes = new HashMap<>();
        /** No query ends before it completes. */
        CompletableFuture<Boolean> answers = CompletableFuture.completedFuture(true);

        private void give(User user, Pass pass) {
            passes.put(user.number(), pass);
        }

        @Override
        public CompletionStage<Optional<Pass>> find(PacketId packet, long userId) {
            return answers.thenApply(ignored -> Optional.ofNullable(passes.get(userId)));
        }
    }

    static final class FakeTries implements PasswordTries {
        private final Map<Long, Integer> taken = new HashMap<>();
        /** No try ends before it completes. */
        volatile CompletableFuture<Boolean> answers = CompletableFuture.completedFuture(true);

        @Override
        public boolean take(PacketId packet, long userId) {
            answers.join();
            synchronized (this) {
                return taken.merge(userId, 1, Integer::sum) <= TRIES_MAX;
            }
        }

        @Override
        public synchronized void giveBack(PacketId packet, long userId) {
            taken.merge(userId, -1, Integer::sum);
        }
    }

    /** As in the real one, only packets that are open to all are stored. */
    private static final class FakeRedis implements EndedPackets {
        private final Map<PacketId, EndedPacket> packets = new HashMap<>();

        @Override
        public synchronized void remember(PacketMemory ended) {
            if (ended.ending() != null && ended.terms().isOpenToAll()) {
                Map<Long, Long> winnersFen = new HashMap<>();
                ended.shares().forEach((user, share) -> winnersFen.put(user, share.amountFen()));
                packets.put(ended.terms().packet(), new EndedPacket(ended.ending(), winnersFen));
            }
        }

        @Override
        public synchronized CompletableFuture<Optional<EndedPacket>> find(PacketId packet) {
            return CompletableFuture.completedFuture(Optional.ofNullable(packets.get(packet)));
        }
    }
}
