package redpacket.gateway.model;

import java.util.Locale;

/** The services behind the gateway. */
public enum ServiceName {
    GRAB,
    PACKET,
    ACCOUNT,
    NOTIFY;

    private static final String SUFFIX = "-service";

    /** The service with this id, such as {@code packet-service}. */
    public static ServiceName parse(String serviceId) {
        for (ServiceName service : values()) {
            if (service.id().equals(serviceId)) {
                return service;
            }
        }
        throw new IllegalArgumentException("no service " + serviceId);
    }

    /** The host of the service in the uri of a route. */
    public String id() {
        return this + SUFFIX;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
