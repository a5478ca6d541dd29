package redpacket.packet.model;

/**
 * Where a send stands: ORDERED → ACTIVE (charged) or ORDERED → CANCELLED (its charge was voided or refused). Both edges
 * leave the same row, so they exclude each other (rule S2).
 */
public enum OrderState {
    ORDERED,
    ACTIVE,
    CANCELLED
}
