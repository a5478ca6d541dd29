package redpacket.packet.send;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.PacketKind;
import redpacket.packet.send.SendRequest.AudienceRequest;

/** Makes a draft of a request, or says with a 400 what is wrong with it. */
@Component
final class CheckRequest {
    private static final Pattern COVER = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final int PASSWORD_CHARACTERS_MAX = 32;

    private final SendSettings settings;

    CheckRequest(SendSettings settings) {
        this.settings = settings;
    }

    Draft check(UserId sender, SendRequest request) {
        PacketKind kind = kind(request.kind());
        int count = count(kind, request.count());
        long total = total(kind, request.totalFen(), count);
        AudienceKind audienceKind = audienceKind(request.audience());
        List<Long> users = users(sender, kind, audienceKind, request.audience());
        return new Draft(
                kind,
                total,
                count,
                greeting(request.greeting()),
                cover(request.coverId()),
                password(kind, request.password()),
                audienceKind,
                users,
                expiry(request.expiresInSeconds()));
    }

    private static PacketKind kind(@Nullable String text) {
        for (PacketKind kind : PacketKind.values()) {
            if (kind.name().equals(text)) {
                return kind;
            }
        }
        throw Problem.invalid("INVALID_KIND", "kind is LUCKY, EQUAL, EXCLUSIVE or PASSWORD.");
    }

    private int count(PacketKind kind, @Nullable Long count) {
        if (count == null || count < 1 || count > settings.countMax()) {
            throw Problem.invalid("INVALID_COUNT", "count is from 1 to " + settings.countMax() + ".");
        }
        if (kind == PacketKind.EXCLUSIVE && count != 1) {
            throw Problem.invalid("INVALID_COUNT", "An EXCLUSIVE packet has count 1.");
        }
        return Math.toIntExact(count);
    }

    private long total(PacketKind kind, @Nullable Long totalFen, int count) {
        if (totalFen == null || totalFen < count || totalFen > Math.multiplyExact(count, settings.shareFenMax())) {
            throw Problem.invalid(
                    "INVALID_TOTAL",
                    "totalFen must make count shares of 1 to " + settings.shareFenMax() + " fen each.");
        }
        if (kind == PacketKind.EQUAL && totalFen % count != 0) {
            throw Problem.invalid("INVALID_TOTAL", "totalFen of an EQUAL packet is divisible by count.");
        }
        return totalFen;
    }

    private @Nullable String greeting(@Nullable String greeting) {
        if (greeting == null) {
            return null;
        }
        boolean broken = greeting.chars().anyMatch(c -> c < ' ' || c == 0x7F)
                || !greeting.equals(new String(
                        greeting.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        java.nio.charset.StandardCharsets.UTF_8));
        if (broken || greeting.codePointCount(0, greeting.length()) > settings.greetingCharactersMax()) {
            throw Problem.invalid(
                    "INVALID_GREETING",
                    "greeting has at most " + settings.greetingCharactersMax()
                            + " characters, none of them a control.");
        }
        return greeting;
    }

    private static @Nullable String cover(@Nullable String cover) {
        if (cover != null && !COVER.matcher(cover).matches()) {
            throw Problem.invalid("INVALID_COVER_ID", "coverId is 1 to 32 of A-Za-z0-9_-.");
        }
        return cover;
    }

    private static @Nullable String password(PacketKind kind, @Nullable String password) {
        if (kind != PacketKind.PASSWORD) {
            if (password != null) {
                throw Problem.invalid("INVALID_PASSWORD", "Only a PASSWORD packet takes a password.");
            }
            return null;
        }
        int characters = password == null ? 0 : password.codePointCount(0, password.length());
        if (characters < 1 || characters > PASSWORD_CHARACTERS_MAX) {
            throw Problem.invalid(
                    "INVALID_PASSWORD",
                    "password of a PASSWORD packet has 1 to " + PASSWORD_CHARACTERS_MAX + " characters.");
        }
        return password;
    }

    private static AudienceKind audienceKind(@Nullable AudienceRequest audience) {
        String text = audience == null ? null : audience.kind();
        if ("LINK".equals(text)) {
            return AudienceKind.LINK;
        }
        if ("USERS".equals(text)) {
            return AudienceKind.USERS;
        }
        // Groups are not served yet; their kind is refused like one that is unknown.
        throw invalidAudience("audience is {\"kind\":\"LINK\"} or {\"kind\":\"USERS\",\"userIds\":[…]}.");
    }

    private List<Long> users(
            UserId sender, PacketKind kind, AudienceKind audienceKind, @Nullable AudienceRequest audience) {
        List<@Nullable String> given = audience == null ? null : audience.userIds();
        if (audience != null && audience.groupId() != null) {
            throw invalidAudience("groupId goes with an audience of kind GROUP.");
        }
        if (audienceKind == AudienceKind.LINK) {
            if (given != null) {
                throw invalidAudience("userIds goes with an audience of kind USERS.");
            }
            if (kind == PacketKind.EXCLUSIVE) {
                throw invalidAudience("An EXCLUSIVE packet has an audience of one user.");
            }
            return List.of();
        }
        if (given == null || given.isEmpty() || given.size() > settings.audienceUsersMax()) {
            throw invalidAudience("userIds names 1 to " + settings.audienceUsersMax() + " users.");
        }
        Set<Long> users = new LinkedHashSet<>();
        for (String text : given) {
            UserId user = UserId.parse(text == null ? "" : text)
                    .orElseThrow(() -> invalidAudience("userIds has something that is no user id."));
            users.add(user.value());
        }
        if (kind == PacketKind.EXCLUSIVE && (users.size() != 1 || users.contains(sender.value()))) {
            throw invalidAudience("An EXCLUSIVE packet has an audience of one user, who is not its sender.");
        }
        return List.copyOf(users);
    }

    private long expiry(@Nullable Long seconds) {
        if (seconds == null) {
            return settings.expiresSecondsDefault();
        }
        if (seconds < settings.expiresSecondsMin() || seconds > settings.expiresSecondsMax()) {
            throw Problem.invalid(
                    "INVALID_EXPIRES_IN_SECONDS",
                    "expiresInSeconds is from " + settings.expiresSecondsMin() + " to " + settings.expiresSecondsMax()
                            + ".");
        }
        return seconds;
    }

    private static Problem invalidAudience(String detail) {
        return Problem.invalid("INVALID_AUDIENCE", detail);
    }
}
