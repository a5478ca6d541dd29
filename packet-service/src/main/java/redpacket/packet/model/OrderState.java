package redpacket.packet.model;

/**
 * How far sending has come. ORDERED → ACTIVE when the charge stands; ORDERED → CANCELLED when the charge was voided
 * (rule S2: both are one conditional update of the same row, so they exclude each other). Nothing leaves the other two.
 */
public enum OrderState {
    ORDERED,
    ACTIVE,
    CANCELLED
}
