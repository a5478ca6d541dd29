package redpacket.packet.send;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.common.problem.Problem;
import redpacket.common.text.TextRules;
import redpacket.packet.model.Audience;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.PacketKind;

/** Which packets may be sent. Every refusal is a 400 whose code names the field. */
final class SendRules {
    private static final Pattern COVER = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    private final SendSettings settings;

    SendRules(SendSettings settings) {
        this.settings = settings;
    }

    SendCommand check(UserId sender, SendRequest request) {
        PacketKind kind = kind(request.kind());
        int count = count(kind, request.count());
        return new SendCommand(
                kind,
                total(kind, count, request.totalFen()),
                count,
                greeting(request.greeting()),
                cover(request.coverId()),
                password(kind, request.password()),
                audience(kind, sender, request.audience()),
                expiry(request.expiresInSeconds()));
    }

    private static PacketKind kind(@Nullable String kind) {
        for (PacketKind known : PacketKind.values()) {
            if (known.name().equals(kind)) {
                return known;
            }
        }
        throw Problem.invalid("INVALID_KIND", "kind is LUCKY, EQUAL, EXCLUSIVE or PASSWORD.");
    }

    private int count(PacketKind kind, @Nullable Long count) {
        int most = kind == PacketKind.EXCLUSIVE ? 1 : settings.countMax();
        if (count == null || count < 1 || count > most) {
            throw Problem.invalid(
                    "INVALID_COUNT", most == 1 ? "count is 1 for this kind." : "count is from 1 to " + most + ".");
        }
        return count.intValue();
    }

    private Fen total(PacketKind kind, int count, @Nullable Long totalFen) {
        long most = Math.multiplyExact(settings.shareFenMax(), (long) count);
        if (totalFen == null || totalFen < count || totalFen > most) {
            throw Problem.invalid(
                    "INVALID_TOTAL",
                    "totalFen is from 1 to " + settings.shareFenMax() + " a share: here " + count + " to " + most
                            + ".");
        }
        if (kind == PacketKind.EQUAL && totalFen % count != 0) {
            throw Problem.invalid("INVALID_TOTAL", "totalFen of equal shares is divisible by count.");
        }
        return Fen.of(totalFen);
    }

    private @Nullable String greeting(@Nullable String greeting) {
        if (greeting == null || greeting.isEmpty()) {
            return greeting;
        }
        return TextRules.visible(greeting, settings.greetingCharactersMax())
                .orElseThrow(() -> Problem.invalid(
                        "INVALID_GREETING",
                        "greeting is visible text of at most " + settings.greetingCharactersMax() + " characters."));
    }

    private static @Nullable String cover(@Nullable String coverId) {
        if (coverId != null && !COVER.matcher(coverId).matches()) {
            throw Problem.invalid("INVALID_COVER", "coverId is 1 to 32 of A-Za-z0-9_-.");
        }
        return coverId;
    }

    private @Nullable String password(PacketKind kind, @Nullable String password) {
        if (kind != PacketKind.PASSWORD) {
            if (password != null) {
                throw Problem.invalid("INVALID_PASSWORD", "Only a packet of kind PASSWORD takes a password.");
            }
            return null;
        }
        return TextRules.password(password, settings.passwordCharactersMax())
                .orElseThrow(() -> Problem.invalid(
                        "INVALID_PASSWORD", "password is 1 to " + settings.passwordCharactersMax() + " characters."));
    }

    private Audience audience(PacketKind kind, UserId sender, SendRequest.@Nullable AudienceRequest request) {
        if (request == null || request.kind() == null) {
            throw audienceProblem("audience is of kind LINK, GROUP or USERS.");
        }
        Audience audience = switch (request.kind()) {
            case "LINK" -> link(request);
            case "GROUP" -> group(request);
            case "USERS" -> users(request);
            default -> throw audienceProblem("audience is of kind LINK, GROUP or USERS.");
        };
        if (kind == PacketKind.EXCLUSIVE
                && (audience.users().size() != 1 || audience.users().contains(sender))) {
            throw audienceProblem("An exclusive packet is for one user, and not for its sender.");
        }
        return audience;
    }

    private static Audience link(SendRequest.AudienceRequest request) {
        if (request.userIds() != null || request.groupId() != null) {
            throw audienceProblem("An audience of kind LINK names no users and no group.");
        }
        return new Audience(AudienceKind.LINK, List.of());
    }

    /** Its members are looked up when it is sent. */
    private static Audience group(SendRequest.AudienceRequest request) {
        String groupId = request.groupId();
        if (groupId == null || request.userIds() != null) {
            throw audienceProblem("An audience of kind GROUP names a group, and no users.");
        }
        // A group id has the format of a user id; any other text is an unknown group.
        return new Audience(
                AudienceKind.GROUP,
                List.of(),
                UserId.parse(groupId).orElseThrow(Problem::notFound).value());
    }

    private Audience users(SendRequest.AudienceRequest request) {
        if (request.groupId() != null) {
            throw audienceProblem("An audience of kind USERS names no group.");
        }
        return new Audience(AudienceKind.USERS, users(request.userIds()));
    }

    private List<UserId> users(@Nullable List<@Nullable String> texts) {
        if (texts == null || texts.isEmpty() || texts.size() > settings.audienceUsersMax()) {
            throw audienceProblem("userIds are 1 to " + settings.audienceUsersMax() + " users.");
        }
        Set<UserId> users = new LinkedHashSet<>();
        for (String text : texts) {
            UserId user = UserId.parse(text == null ? "" : text)
                    .orElseThrow(() -> audienceProblem("A user id is a decimal number as a string."));
            if (!users.add(user)) {
                throw audienceProblem("userIds name a user twice.");
            }
        }
        return new ArrayList<>(users);
    }

    private static Problem audienceProblem(String detail) {
        return Problem.invalid("INVALID_AUDIENCE", detail);
    }

    private long expiry(@Nullable Long seconds) {
        if (seconds == null) {
            return settings.expiresSecondsDefault();
        }
        if (seconds < settings.expiresSecondsMin() || seconds > settings.expiresSecondsMax()) {
            throw Problem.invalid(
                    "INVALID_EXPIRY",
                    "expiresInSeconds is from " + settings.expiresSecondsMin() + " to " + settings.expiresSecondsMax()
                            + ".");
        }
        return seconds;
    }
}
