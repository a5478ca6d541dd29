package redpacket.common.audit;

/** The kinds of changes that operators make. */
public enum AuditAction {
    SET_STATE,
    SWITCH,
    CAMPAIGN_CREATED,
    CAMPAIGN_STATE,
    RECONCILIATION_RUN,
    DEAD_LETTERS_RESENT,
    USER_STATE,
    CORRECTION_REQUESTED,
    CORRECTION_APPROVED
}
