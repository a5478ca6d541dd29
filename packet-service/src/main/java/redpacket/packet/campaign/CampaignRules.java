package redpacket.packet.campaign;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

/** Which campaigns there may be. Every refusal is a 400 whose code names the field. */
final class CampaignRules {
    private final CampaignSettings settings;

    CampaignRules(CampaignSettings settings) {
        this.settings = settings;
    }

    CampaignCommand check(CampaignRequest request, Instant now) {
        List<PrizeLine> prizes = prizes(request.prizes());
        long budget = budget(request.budgetFen(), prizes);
        Instant startsAt = time(request.startsAt(), "INVALID_STARTS_AT", "startsAt");
        Instant endsAt = time(request.endsAt(), "INVALID_ENDS_AT", "endsAt");
        Instant begins = startsAt.isBefore(now) ? now : startsAt;
        if (begins.isAfter(now.plusSeconds(settings.startsAheadSecondsMax()))) {
            throw Problem.invalid("INVALID_STARTS_AT", "startsAt is too far ahead.");
        }
        if (!endsAt.isAfter(begins) || endsAt.isAfter(begins.plusSeconds(settings.windowSecondsMax()))) {
            throw Problem.invalid("INVALID_ENDS_AT", "endsAt is after startsAt, after now, and not too far ahead.");
        }
        return new CampaignCommand(
                name(request.name()),
                sponsor(request.sponsorId()),
                budget,
                prizes,
                begins,
                endsAt,
                (int) within(request.perUserCap(), 1, settings.perUserCapMax(), "INVALID_PER_USER_CAP", "perUserCap"),
                request.claimSeconds() == null
                        ? settings.claimSecondsDefault()
                        : within(
                                request.claimSeconds(),
                                settings.claimSecondsMin(),
                                settings.claimSecondsMax(),
                                "INVALID_CLAIM_SECONDS",
                                "claimSeconds"));
    }

    private String name(@Nullable String name) {
        if (name == null
                || name.isBlank()
                || name.codePointCount(0, name.length()) > settings.nameCharactersMax()
                || name.codePoints()
                        .anyMatch(c -> c < ' ' || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))) {
            throw Problem.invalid(
                    "INVALID_NAME", "name is text of 1 to " + settings.nameCharactersMax() + " characters.");
        }
        return name;
    }

    private static UserId sponsor(@Nullable String sponsorId) {
        return UserId.parse(sponsorId == null ? "" : sponsorId)
                .orElseThrow(() -> Problem.invalid("INVALID_SPONSOR", "sponsorId is a user id, as a string."));
    }

    private List<PrizeLine> prizes(@Nullable List<CampaignRequest.@Nullable PrizeRequest> requests) {
        if (requests == null || requests.isEmpty() || requests.size() > settings.packetsMax()) {
            throw invalidPrizes("prizes is a list of at least one.");
        }
        List<PrizeLine> prizes = new ArrayList<>();
        long total = 0;
        for (CampaignRequest.PrizeRequest request : requests) {
            PrizeLine line = prize(request);
            prizes.add(line);
            total += line.quantity();
        }
        if (total > settings.prizesMax()) {
            throw invalidPrizes("A campaign has at most " + settings.prizesMax() + " prizes.");
        }
        return prizes;
    }

    private PrizeLine prize(CampaignRequest.@Nullable PrizeRequest request) {
        String kind = request == null || request.kind() == null ? "" : request.kind();
        if (request == null || !(kind.equals("CASH") || kind.equals("SEED"))) {
            throw invalidPrizes("A prize is of kind CASH or SEED.");
        }
        int quantity = (int) within(request.quantity(), 1, settings.prizesMax(), "INVALID_PRIZES", "quantity");
        if (kind.equals("CASH")) {
            if (request.totalFen() != null || request.shares() != null) {
                throw invalidPrizes("Cash has amountFen and quantity.");
            }
            return new PrizeLine.Cash(
                    within(request.amountFen(), 1, settings.shareFenMax(), "INVALID_PRIZES", "amountFen"), quantity);
        }
        if (request.amountFen() != null) {
            throw invalidPrizes("A seed has totalFen, shares and quantity.");
        }
        int shares = (int) within(request.shares(), 1, settings.sharesMax(), "INVALID_PRIZES", "shares");
        long most = Math.multiplyExact(settings.shareFenMax(), (long) shares);
        return new PrizeLine.Seed(
                within(request.totalFen(), shares, most, "INVALID_PRIZES", "totalFen of so many shares"),
                shares,
                quantity);
    }

    /** Neither factor can be large: the sum fits. */
    private static long budget(@Nullable Long budgetFen, List<PrizeLine> prizes) {
        long sum = 0;
        for (PrizeLine line : prizes) {
            sum = Math.addExact(sum, Math.multiplyExact(line.worthFen(), (long) line.quantity()));
        }
        if (budgetFen == null || budgetFen != sum) {
            throw Problem.invalid("INVALID_BUDGET", "The prizes add up to budgetFen: here to " + sum + ".");
        }
        return sum;
    }

    private static Instant time(@Nullable String text, String code, String field) {
        try {
            return OffsetDateTime.parse(text == null ? "" : text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw Problem.invalid(code, field + " is a time as RFC 3339 has it.");
        }
    }

    private static long within(@Nullable Long value, long least, long most, String code, String field) {
        if (value == null || value < least || value > most) {
            throw Problem.invalid(code, field + " is from " + least + " to " + most + ".");
        }
        return value;
    }

    private static Problem invalidPrizes(String detail) {
        return Problem.invalid("INVALID_PRIZES", detail);
    }
}
