package redpacket.local.server;

/** Users of a member group, the same on every group of a stack. */
public record Credentials(String adminPassword, String ownerPassword, String appPassword, String replicationPassword) {
    public static final String ADMIN = "root";
    public static final String OWNER = "redpacket_owner";
    public static final String APP = "redpacket_app";
    public static final String REPLICATION = "redpacket_replication";
}
