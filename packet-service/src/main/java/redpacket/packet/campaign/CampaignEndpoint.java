package redpacket.packet.campaign;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.audit.AuditAction;
import redpacket.common.audit.AuditLog;
import redpacket.common.audit.Reason;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.web.Headers;
import redpacket.common.web.IdempotencyKey;
import tools.jackson.databind.json.JsonMapper;

/** Campaigns, for operators. */
@RestController
@RequestMapping("/internal/v1/campaigns")
final class CampaignEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignEndpoint.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> STATES = Set.of("PAUSED", "RUNNING", "ENDED");

    private final CampaignRules rules;
    private final CreateCampaign create;
    private final Campaigns campaigns;
    private final CampaignPackets packets;
    private final CampaignSettings settings;
    private final AuditLog audit;
    private final Clock clock;

    CampaignEndpoint(
            CampaignRules rules,
            CreateCampaign create,
            Campaigns campaigns,
            CampaignPackets packets,
            CampaignSettings settings,
            AuditLog audit,
            Clock clock) {
        this.rules = rules;
        this.create = create;
        this.campaigns = campaigns;
        this.packets = packets;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CreatedAnswer create(
            UserId operator,
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestBody CampaignRequest request) {
        IdempotencyKey idempotencyKey = IdempotencyKey.from(key);
        CampaignCommand command = rules.check(request, now());
        audit.record(
                operator,
                AuditAction.CAMPAIGN_CREATED,
                idempotencyKey.value(),
                "budgetFen " + command.budgetFen() + " of sponsor " + command.sponsor(),
                Reason.optional(request.reason()));
        CreateOutcome outcome = outcome(operator, idempotencyKey, request, command);
        return switch (outcome) {
            case CreateOutcome.KeyReused ignored ->
                throw Problem.of(422, "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for another request.");
            case CreateOutcome.SponsorFrozen ignored ->
                throw Problem.of(403, "USER_FROZEN", "The sponsor's wallet is frozen.");
            case CreateOutcome.InsufficientBalance ignored ->
                throw Problem.of(402, "INSUFFICIENT_BALANCE", "The sponsor's wallet does not hold enough.");
            case CreateOutcome.Unavailable ignored ->
                throw Problem.unavailable(
                        "UNAVAILABLE",
                        "The campaign cannot be set up at the moment. Send the same request with the same key again.",
                        Duration.ofMillis(settings.retryAfterMillis()));
            case CreateOutcome.Created created -> {
                Campaign campaign = created.campaign();
                LOG.atInfo()
                        .addKeyValue("campaignId", campaign.campaignId())
                        .addKeyValue("budgetFen", campaign.budgetFen())
                        .addKeyValue("prizes", campaign.prizesTotal())
                        .log("campaign");
                yield new CreatedAnswer(Long.toString(campaign.campaignId()), campaign.stateAt(now()));
            }
        };
    }

    private CreateOutcome outcome(
            UserId operator, IdempotencyKey key, CampaignRequest request, CampaignCommand command) {
        try {
            return create.create(operator, key.value(), hashOf(request), command);
        } catch (CreateCampaign.TooManyPacketsException e) {
            throw Problem.invalid(
                    "INVALID_PRIZES", "A campaign has at most " + settings.packetsMax() + " packets, seeds included.");
        }
    }

    /** Of the request as it came: a start in the past means another instant each time. */
    private static String hashOf(CampaignRequest request) {
        try {
            byte[] text = JSON.writeValueAsString(request).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    @GetMapping("/{campaignId}")
    CampaignAnswer tell(@PathVariable("campaignId") String campaignId) {
        return answer(find(campaignId));
    }

    @PutMapping("/{campaignId}/state")
    CampaignAnswer change(
            UserId operator, @PathVariable("campaignId") String campaignId, @RequestBody StateRequest request) {
        Campaign campaign = find(campaignId);
        String reason = Reason.optional(request.reason());
        long id = campaign.campaignId();
        String wanted = request.state() == null ? "" : request.state();
        if (!STATES.contains(wanted)) {
            throw Problem.invalid("INVALID_STATE", "state is PAUSED, RUNNING or ENDED.");
        }
        audit.record(operator, AuditAction.CAMPAIGN_STATE, campaignId, wanted, reason);
        boolean done = switch (wanted) {
            case "PAUSED" -> campaigns.pause(id, now());
            case "RUNNING" -> campaigns.resume(id, now());
            default -> campaigns.end(id, now()) || campaign.stateAt(now()) == Campaign.State.ENDED;
        };
        Campaign changed = find(campaignId);
        // An update that changes nothing may count as none.
        boolean as = changed.stateAt(now()).name().equals(wanted)
                || (wanted.equals("RUNNING") && changed.stateAt(now()) == Campaign.State.SCHEDULED);
        if (!done && !as) {
            throw Problem.of(409, "WRONG_STATE", "The campaign is past that: it is " + changed.stateAt(now()) + ".");
        }
        return answer(changed);
    }

    private Campaign find(String campaignId) {
        return UserId.parse(campaignId)
                .flatMap(id -> campaigns.find(id.value()))
                .filter(campaign ->
                        campaign.stage() == Campaign.Stage.FUNDED || campaign.stage() == Campaign.Stage.SETTLED)
                .orElseThrow(Problem::notFound);
    }

    private CampaignAnswer answer(Campaign campaign) {
        long id = campaign.campaignId();
        Campaigns.Tally tally = campaigns.tally(id);
        List<SetId> sets = Campaigns.setsOf(campaigns.packets(id));
        CampaignPackets.Opened opened = packets.opened(id, sets);
        return new CampaignAnswer(
                Long.toString(id),
                campaign.stateAt(now()),
                campaign.budgetFen(),
                campaign.prizesTotal(),
                tally.allocated(),
                tally.won(),
                opened.prizes(),
                tally.wonFen(),
                opened.openedFen(),
                opened.returnedFen());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    record CreatedAnswer(String campaignId, Campaign.State state) {}

    record StateRequest(@Nullable String state, @Nullable String reason) {}

    record CampaignAnswer(
            String campaignId,
            Campaign.State state,
            long budgetFen,
            int prizesTotal,
            int dealt,
            int won,
            int opened,
            long wonFen,
            long openedFen,
            long returnedFen) {}
}
