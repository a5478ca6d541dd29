package redpacket.common.id;

/**
 * A packet: the set that holds it and its number, which is unique within the set and grows with time.
 *
 * <p>Clients see neither: {@link PacketIdCodec} spells a packet id with a MAC.
 */
public record PacketId(SetId set, long number) {
    public PacketId {
        if (number < 1) {
            throw new IllegalArgumentException("a packet number is positive, not " + number);
        }
    }
}
