package redpacket.account.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import redpacket.account.model.LedgerRows.Account;
import redpacket.account.model.LedgerRows.EntryRow;
import redpacket.account.model.TransferKind;
import redpacket.common.audit.Reason;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

/** The support desk of the ledger, for operators. */
@RestController
@RequestMapping("/internal/v1")
final class DeskEndpoint {
    private final UserDesk desk;
    private final PacketIdCodec codec;

    DeskEndpoint(UserDesk desk, PacketIdCodec codec) {
        this.desk = desk;
        this.codec = codec;
    }

    @GetMapping("/users/{userId}")
    UserAnswer user(@PathVariable("userId") String userId) {
        return answer(userOf(userId));
    }

    /** Freezing requires a reason; a frozen user still receives. */
    @PutMapping("/users/{userId}/state")
    UserAnswer change(UserId operator, @PathVariable("userId") String userId, @RequestBody StateRequest request) {
        UserId user = userOf(userId);
        switch (request.state() == null ? "" : request.state()) {
            case "FROZEN" -> desk.freeze(operator, user, Reason.required(request.reason()));
            case "ACTIVE" -> desk.unfreeze(operator, user, Reason.optional(request.reason()));
            default -> throw Problem.invalid("INVALID_STATE", "state is FROZEN or ACTIVE.");
        }
        return answer(user);
    }

    /** The same as the state ACTIVE, of a wallet that exists. */
    @PostMapping("/wallets/{userId}/unfreeze")
    Unfrozen unfreeze(
            UserId operator,
            @PathVariable("userId") String userId,
            @RequestBody(required = false) @Nullable Reason request) {
        UserId user = userOf(userId);
        if (desk.user(user).wallet().isEmpty()) {
            throw Problem.notFound();
        }
        desk.unfreeze(operator, user, Reason.of(request));
        return new Unfrozen(userId, false);
    }

    /** What a key of a money call did; 404 where it is not bound. */
    @GetMapping("/keys/{userId}/{key}")
    KeyAnswer key(@PathVariable("userId") String userId, @PathVariable("key") String key) {
        return desk.key(userOf(userId), key)
                .map(transfer -> new KeyAnswer(
                        userId,
                        key,
                        transfer.transferId(),
                        transfer.kind(),
                        transfer.amountFen(),
                        transfer.balanceAfterFen(),
                        packetOf(transfer.packetSet(), transfer.packetNumber()),
                        transfer.at()))
                .orElseThrow(Problem::notFound);
    }

    /** Called by packet-service: the ledger's rows of a packet. */
    @GetMapping("/packets/{packetId:[A-Za-z0-9_-]{24}}/entries")
    Rows packet(@PathVariable("packetId") String packetId) {
        PacketId packet = codec.decode(packetId).orElseThrow(Problem::notFound);
        return new Rows(desk.entriesOf(packet).stream()
                .map(entry -> new Row(
                        entry.transferId(),
                        entry.account(),
                        text(entry.userId()),
                        entry.kind(),
                        entry.amountFen(),
                        entry.at()))
                .toList());
    }

    private static UserId userOf(String text) {
        return UserId.parse(text).orElseThrow(Problem::notFound);
    }

    private UserAnswer answer(UserId user) {
        UserDesk.UserView view = desk.user(user);
        Optional<DeskMapper.Wallet> wallet = view.wallet();
        boolean frozen = wallet.map(DeskMapper.Wallet::frozen).orElse(false);
        return new UserAnswer(
                user.toString(),
                frozen ? "FROZEN" : "ACTIVE",
                wallet.map(DeskMapper.Wallet::frozenReason).orElse(null),
                text(wallet.map(DeskMapper.Wallet::frozenBy).orElse(null)),
                wallet.map(DeskMapper.Wallet::frozenAt).orElse(null),
                wallet.map(DeskMapper.Wallet::balanceFen).orElse(0L),
                wallet.map(DeskMapper.Wallet::updatedAt).orElse(null),
                view.entries().stream().map(this::entry).toList(),
                view.packets().stream().map(this::entry).toList());
    }

    private EntryAnswer entry(EntryRow entry) {
        return new EntryAnswer(
                Long.toString(entry.entryId()),
                entry.transferId(),
                entry.kind(),
                entry.amountFen(),
                entry.balanceAfterFen(),
                packetOf(entry.packetSet(), entry.packetNumber()),
                entry.at());
    }

    private @Nullable String packetOf(@Nullable Integer set, @Nullable Long number) {
        return set == null || number == null ? null : codec.encode(new PacketId(new SetId(set), number));
    }

    private static @Nullable String text(@Nullable Long number) {
        return number == null ? null : Long.toString(number);
    }

    record StateRequest(@Nullable String state, @Nullable String reason) {}

    record Unfrozen(String userId, boolean frozen) {}

    record UserAnswer(
            String userId,
            String state,
            @Nullable String frozenReason,
            @Nullable String frozenBy,
            @Nullable Instant frozenAt,
            long balanceFen,
            @Nullable Instant updatedAt,
            List<EntryAnswer> entries,
            List<EntryAnswer> packets) {}

    record EntryAnswer(
            String entryId,
            String transferId,
            TransferKind kind,
            long amountFen,
            @Nullable Long balanceAfterFen,
            @Nullable String packetId,
            Instant at) {}

    record KeyAnswer(
            String userId,
            String key,
            String transferId,
            TransferKind kind,
            long amountFen,
            long balanceAfterFen,
            @Nullable String packetId,
            Instant at) {}

    record Rows(List<Row> items) {}

    record Row(
            String transferId,
            Account account,
            @Nullable String userId,
            TransferKind kind,
            long amountFen,
            Instant at) {}
}
