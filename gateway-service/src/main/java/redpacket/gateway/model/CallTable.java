package redpacket.gateway.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a listener serves. What is not here does not exist.
 *
 * <p>A path with a fixed segment goes before one with braces, so calls are declared in that order.
 */
public final class CallTable {
    /** The public contract, as far as a service serves it. */
    public static final CallTable PUBLIC = new CallTable(List.of(
            Call.open("grab", "POST", "/v1/packets/{packetId}/grab", ServiceName.GRAB),
            Call.open("open", "POST", "/v1/packets/{packetId}/open", ServiceName.GRAB),
            // Answered by the gateway itself, from prizes that packet-service deals.
            Call.open("shake", "POST", "/v1/shake", ServiceName.PACKET),
            Call.open("send", "POST", "/v1/packets", ServiceName.PACKET),
            Call.open("sentPackets", "GET", "/v1/packets/sent", ServiceName.NOTIFY),
            Call.open("receivedPackets", "GET", "/v1/packets/received", ServiceName.NOTIFY),
            Call.open("statistics", "GET", "/v1/packets/statistics", ServiceName.NOTIFY),
            Call.open("packet", "GET", "/v1/packets/{packetId}", ServiceName.PACKET),
            Call.open("share", "POST", "/v1/packets/{packetId}/shares", ServiceName.NOTIFY),
            Call.open("thank", "POST", "/v1/packets/{packetId}/thanks", ServiceName.NOTIFY),
            Call.open("wallet", "GET", "/v1/wallet", ServiceName.ACCOUNT),
            Call.open("entries", "GET", "/v1/wallet/entries", ServiceName.ACCOUNT),
            Call.open("topUp", "POST", "/v1/wallet/top-ups", ServiceName.ACCOUNT),
            Call.open("withdraw", "POST", "/v1/wallet/withdrawals", ServiceName.ACCOUNT),
            Call.open("profile", "GET", "/v1/profile", ServiceName.NOTIFY),
            Call.open("changeProfile", "PUT", "/v1/profile", ServiceName.NOTIFY),
            Call.open("makeGroup", "POST", "/v1/groups", ServiceName.NOTIFY),
            Call.open("groups", "GET", "/v1/groups", ServiceName.NOTIFY),
            Call.open("addMember", "PUT", "/v1/groups/{groupId}/members/{userId}", ServiceName.NOTIFY),
            Call.open("removeMember", "DELETE", "/v1/groups/{groupId}/members/{userId}", ServiceName.NOTIFY),
            Call.open("inbox", "GET", "/v1/inbox", ServiceName.NOTIFY),
            Call.open("readInbox", "PUT", "/v1/inbox/read", ServiceName.NOTIFY),
            Call.open("events", "GET", Call.EVENTS, ServiceName.NOTIFY)));

    /** What operators may call, on a listener of its own. */
    public static final CallTable OPS = new CallTable(List.of(
            Call.ops("sets", "GET", "/ops/v1/sets", ServiceName.PACKET, "/internal/v1/sets"),
            Call.ops(
                    "changeSetState",
                    "PUT",
                    "/ops/v1/sets/{setId}/state",
                    ServiceName.PACKET,
                    "/internal/v1/sets/{setId}/state"),
            Call.ops("switches", "GET", "/ops/v1/switches", ServiceName.PACKET, "/internal/v1/switches"),
            Call.ops(
                    "turnSwitch", "PUT", "/ops/v1/switches/{name}", ServiceName.PACKET, "/internal/v1/switches/{name}"),
            Call.ops("campaigns", "POST", "/ops/v1/campaigns", ServiceName.PACKET, "/internal/v1/campaigns"),
            Call.ops(
                    "campaign",
                    "GET",
                    "/ops/v1/campaigns/{campaignId}",
                    ServiceName.PACKET,
                    "/internal/v1/campaigns/{campaignId}"),
            Call.ops(
                    "changeCampaignState",
                    "PUT",
                    "/ops/v1/campaigns/{campaignId}/state",
                    ServiceName.PACKET,
                    "/internal/v1/campaigns/{campaignId}/state"),
            Call.ops("funds", "GET", "/ops/v1/funds", ServiceName.ACCOUNT, "/internal/v1/funds"),
            Call.ops(
                    "reconciliation",
                    "GET",
                    "/ops/v1/reconciliation",
                    ServiceName.ACCOUNT,
                    "/internal/v1/reconciliation"),
            Call.ops(
                    "reconcileNow",
                    "POST",
                    "/ops/v1/reconciliation",
                    ServiceName.ACCOUNT,
                    "/internal/v1/reconciliation"),
            Call.ops(
                    "unfreezeWallet",
                    "POST",
                    "/ops/v1/wallets/{userId}/unfreeze",
                    ServiceName.ACCOUNT,
                    "/internal/v1/wallets/{userId}/unfreeze"),
            Call.ops("audit", "POST", "/ops/v1/audit", ServiceName.ACCOUNT, "/internal/v1/audit"),
            Call.ops("deadLetters", "GET", "/ops/v1/dead-letters", ServiceName.ACCOUNT, "/internal/v1/dead-letters"),
            Call.ops(
                    "resendDeadLetters",
                    "POST",
                    "/ops/v1/dead-letters/resend",
                    ServiceName.ACCOUNT,
                    "/internal/v1/dead-letters/resend")));

    private final List<Call> calls;
    private final List<List<String>> shapes;

    public CallTable(List<Call> calls) {
        this.calls = List.copyOf(calls);
        this.shapes = calls.stream().map(call -> segments(call.template())).toList();
    }

    public List<Call> calls() {
        return calls;
    }

    /** What a request for this path means; the path is canonical, without the query. */
    public Match match(String method, String path) {
        List<String> segments = segments(path);
        @Nullable Set<String> others = null;
        for (int i = 0; i < shapes.size(); i++) {
            Call call = calls.get(i);
            List<String> variables = call.match(segments, shapes.get(i));
            if (variables == null) {
                continue;
            }
            if (call.method().equals(method)) {
                return new Match.Found(call, variables);
            }
            others = others == null ? new LinkedHashSet<>() : others;
            others.add(call.method());
        }
        return others == null ? Match.Unknown.INSTANCE : new Match.OtherMethod(List.copyOf(others));
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(5);
        int from = 1;
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        segments.add(path.substring(from));
        return segments;
    }

    /** The calls by the service that serves them. */
    public EnumMap<ServiceName, List<Call>> byService() {
        EnumMap<ServiceName, List<Call>> found = new EnumMap<>(ServiceName.class);
        for (Call call : calls) {
            found.computeIfAbsent(call.service(), ignored -> new ArrayList<>()).add(call);
        }
        return found;
    }

    /** In order of precedence. */
    public sealed interface Match {
        /** There is no such path. */
        enum Unknown implements Match {
            INSTANCE
        }

        /** The path is there, for these methods. */
        record OtherMethod(List<String> allowed) implements Match {}

        record Found(Call call, List<String> variables) implements Match {}
    }
}
