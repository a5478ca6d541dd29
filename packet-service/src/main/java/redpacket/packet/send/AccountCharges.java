package redpacket.packet.send;

import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.client.ServiceCallException;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.trace.Trace;

/** Charges at account-service. A call without an answer has an unknown outcome. */
final class AccountCharges implements Charges {
    private static final Logger LOG = LoggerFactory.getLogger(AccountCharges.class);

    private final ChargeApi account;
    private final PacketIdCodec codec;

    AccountCharges(ChargeApi account, PacketIdCodec codec) {
        this.account = account;
        this.codec = codec;
    }

    @Override
    public ChargeOutcome charge(Order order) {
        ChargeApi.ChargeRequest request = new ChargeApi.ChargeRequest(
                codec.encode(order.id()),
                order.sender().value(),
                order.total().value(),
                order.idempotencyKey(),
                order.requestHash());
        try {
            ChargeApi.Answer answer = account.charge(Trace.headerFor(order.traceId()), request);
            return switch (answer.outcome()) {
                case "CHARGED" -> new ChargeOutcome.Charged();
                case "BOUND" ->
                    Optional.ofNullable(answer.packetId())
                            .flatMap(codec::decode)
                            .<ChargeOutcome>map(ChargeOutcome.Bound::new)
                            .orElseGet(() -> unexpected(answer));
                case "KEY_REUSED" -> new ChargeOutcome.KeyReused();
                case "USER_FROZEN" -> new ChargeOutcome.UserFrozen();
                case "INSUFFICIENT_BALANCE" -> new ChargeOutcome.InsufficientBalance();
                case "DAILY_LIMIT_REACHED" ->
                    new ChargeOutcome.DailyLimitReached(Objects.requireNonNullElse(answer.zone(), "Asia/Shanghai"));
                case "VOIDED" -> new ChargeOutcome.Voided();
                default -> unexpected(answer);
            };
        } catch (ServiceCallException e) {
            LOG.warn("the charge of packet {} has an unknown outcome: {}", order.id(), e.getMessage());
            return new ChargeOutcome.Unknown();
        }
    }

    private static ChargeOutcome unexpected(ChargeApi.Answer answer) {
        LOG.error("account-service answered a charge with {}", answer);
        return new ChargeOutcome.Unknown();
    }

    @Override
    public KeyOutcome keyOf(UserId user, String idempotencyKey) {
        try {
            return switch (account.key(new ChargeApi.KeyRequest(user.value(), idempotencyKey))
                    .outcome()) {
                case "FREE" -> KeyOutcome.FREE;
                case "BOUND" -> KeyOutcome.BOUND;
                default -> KeyOutcome.UNKNOWN;
            };
        } catch (ServiceCallException e) {
            LOG.warn("whether a key of user {} is bound is not known: {}", user, e.getMessage());
            return KeyOutcome.UNKNOWN;
        }
    }

    @Override
    public VoidOutcome voidCharge(Order order) {
        try {
            ChargeApi.Answer answer = account.voidCharge(
                    Trace.headerFor(order.traceId()),
                    codec.encode(order.id()),
                    new ChargeApi.VoidRequest(order.sender().value()));
            return switch (answer.outcome()) {
                case "VOIDED" -> VoidOutcome.VOIDED;
                case "CHARGED" -> VoidOutcome.CHARGED;
                default -> {
                    LOG.error("account-service answered a void with {}", answer);
                    yield VoidOutcome.UNKNOWN;
                }
            };
        } catch (ServiceCallException e) {
            LOG.warn("the void of packet {} has an unknown outcome: {}", order.id(), e.getMessage());
            return VoidOutcome.UNKNOWN;
        }
    }
}
