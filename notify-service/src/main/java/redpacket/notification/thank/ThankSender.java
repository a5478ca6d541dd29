package redpacket.notification.thank;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.session.SqlSession;
import org.springframework.stereotype.Component;
import redpacket.common.database.SqlSessions;
import redpacket.common.problem.Problem;
import redpacket.notification.model.MessageKind;
import redpacket.notification.model.NewMessage;
import redpacket.notification.store.FirstAnswers;
import redpacket.notification.store.Inbox;
import redpacket.notification.store.PeopleStore;

/** Thanks the sender of a packet. An opener gives thanks once; thanks given again are the first ones. */
@Component
class ThankSender {
    private static final Duration COME_BACK_AFTER = Duration.ofMillis(500);

    private final SqlSessions sessions;
    private final FirstAnswers answers;
    private final Openings openings;
    private final Inbox inbox;
    private final Clock clock;

    ThankSender(PeopleStore store, FirstAnswers answers, Openings openings, Inbox inbox, Clock clock) {
        this.sessions = store.sessions(ThanksMapper.class);
        this.answers = answers;
        this.openings = openings;
        this.inbox = inbox;
        this.clock = clock;
    }

    ThanksAnswer thank(FirstAnswers.Request request, String packetId, String text) {
        Optional<ThanksAnswer> first = answers.find(request, ThanksAnswer.class);
        if (first.isPresent()) {
            return first.get();
        }
        return switch (openings.of(packetId, request.user())) {
            case Opening.NotFound ignored -> throw Problem.notFound();
            case Opening.NotOpened ignored ->
                throw Problem.of(403, "NOT_OPENED", "Only a user who has opened the packet can thank for it.");
            case Opening.Unknown ignored ->
                throw Problem.unavailable(
                        "UNAVAILABLE",
                        "The packet cannot be looked up at the moment. Send the same request with the same key again.",
                        COME_BACK_AFTER);
            case Opening.Opened opened -> thank(request, packetId, opened.senderId(), text);
        };
    }

    private ThanksAnswer thank(FirstAnswers.Request request, String packetId, long sender, String text) {
        ThanksAnswer answer = answers.once(sessions, request, ThanksAnswer.class, session -> {
            ThanksMapper mapper = session.getMapper(ThanksMapper.class);
            return mapper.find(packetId, request.user().value())
                    .orElseGet(() -> insert(session, packetId, request.user().value(), sender, text));
        });
        inbox.announce(List.of(sender));
        return answer;
    }

    private ThanksAnswer insert(SqlSession session, String packetId, long user, long sender, String text) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        session.getMapper(ThanksMapper.class).insert(packetId, user, sender, text, now);
        if (user != sender) {
            String source = "thanks-" + packetId + "-" + user;
            inbox.add(session, List.of(new NewMessage(sender, MessageKind.THANKS, packetId, user, text, now, source)));
        }
        return new ThanksAnswer(packetId, text, now);
    }

    /** The thanks of these users for a packet, from the primary: an opener sees them at once. */
    List<ThanksMapper.Given> of(String packetId, Collection<Long> users) {
        return sessions.read(session -> session.getMapper(ThanksMapper.class).of(packetId, users));
    }
}
