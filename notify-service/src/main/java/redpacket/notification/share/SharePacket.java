package redpacket.notification.share;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.notification.store.FirstAnswers;
import redpacket.notification.store.PeopleStore;

/** Takes a share. After the answer every recipient gets its message, also after a crash. */
@Component
class SharePacket {
    private static final Duration COME_BACK_AFTER = Duration.ofMillis(500);

    private final SqlSessions sessions;
    private final FirstAnswers answers;
    private final Invitations invitations;
    private final DeliverShares deliver;
    private final NumberGenerator numbers;
    private final Clock clock;

    SharePacket(
            PeopleStore store,
            FirstAnswers answers,
            Invitations invitations,
            DeliverShares deliver,
            NumberGenerator numbers,
            Clock clock) {
        this.sessions = store.sessions(ShareMapper.class);
        this.answers = answers;
        this.invitations = invitations;
        this.deliver = deliver;
        this.numbers = numbers;
        this.clock = clock;
    }

    Shared share(FirstAnswers.Request request, String packetId, ShareRequest.Target target) {
        Optional<Shared> first = answers.find(request, Shared.class);
        if (first.isPresent()) {
            return first.get();
        }
        if (!deliver.hasRoom()) {
            throw unavailable();
        }
        UserId sender = request.user();
        Collection<Long> recipients = recipients(sender, target);
        switch (invitations.invite(packetId, sender, recipients)) {
            case NOT_FOUND -> throw Problem.notFound();
            case UNKNOWN -> throw unavailable();
            case INVITED -> {}
        }
        Shared shared = answers.once(sessions, request, Shared.class, session -> {
            long number = numbers.next();
            ShareMapper mapper = session.getMapper(ShareMapper.class);
            mapper.insert(
                    number,
                    packetId,
                    sender.value(),
                    recipients.size(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            if (!recipients.isEmpty()) {
                mapper.insertRecipients(number, recipients);
            }
            return new Shared(Long.toString(number), recipients.size());
        });
        deliver.wake();
        return shared;
    }

    /** The named users, or all other members of the group. Only a member may name a group. */
    private Collection<Long> recipients(UserId sender, ShareRequest.Target target) {
        Long groupId = target.groupId();
        if (groupId == null) {
            return target.users();
        }
        List<Long> members =
                sessions.read(session -> session.getMapper(ShareMapper.class).members(groupId));
        if (!members.contains(sender.value())) {
            throw Problem.notFound();
        }
        return members.stream()
                .filter(member -> member != sender.value())
                .sorted()
                .toList();
    }

    private static Problem unavailable() {
        return Problem.unavailable(
                "UNAVAILABLE",
                "The packet cannot be shared at the moment. Send the same request with the same key again.",
                COME_BACK_AFTER);
    }

    record Shared(String shareId, int recipients) {}
}
