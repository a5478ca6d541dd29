package redpacket.account.model;

import redpacket.common.money.Fen;

/** The ledger's answers, in order of precedence. Only {@link Done} has written anything. */
public sealed interface LedgerOutcome {
    /** The transfer id is taken by something else: a bug or an attack, never a duplicate (rule M2). */
    record Poison(String why) implements LedgerOutcome {}

    /** The charge was voided before. */
    record Voided() implements LedgerOutcome {}

    /** The charge that was to be voided is there. */
    record AlreadyCharged() implements LedgerOutcome {}

    /** The same transfer was done before: its balance of then. */
    record Replayed(String transferId, Fen balanceAfter) implements LedgerOutcome {}

    /** The idempotency key belongs to another request. */
    record KeyReused() implements LedgerOutcome {}

    /** The idempotency key belongs to the same request, which made this packet. */
    record Bound(String packetText) implements LedgerOutcome {}

    /** The wallet is frozen: it pays nothing. */
    record UserFrozen() implements LedgerOutcome {}

    record InsufficientBalance() implements LedgerOutcome {}

    record DailyLimitReached() implements LedgerOutcome {}

    record Done(String transferId, Fen balanceAfter) implements LedgerOutcome {}
}
