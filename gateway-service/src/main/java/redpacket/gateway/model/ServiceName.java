package redpacket.gateway.model;

import java.util.Locale;

/** The services behind the gateway. */
public enum ServiceName {
    GRAB,
    PACKET,
    ACCOUNT,
    NOTIFY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
