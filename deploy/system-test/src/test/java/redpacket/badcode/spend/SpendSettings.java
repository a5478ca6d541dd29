package redpacket.badcode.spend;

/** Can be changed while it is used. */
final class SpendSettings {
    int spendsMax;
}
