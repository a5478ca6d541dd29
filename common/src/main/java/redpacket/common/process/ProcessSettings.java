package redpacket.common.process;

import java.net.URI;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import redpacket.common.event.EventPartitions;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;

/** The identity of a process and the addresses of the others. Every service has the same tree and reads its part. */
@ConfigurationProperties("redpacket")
public record ProcessSettings(
        Instance instance,
        String packetIdKey,
        String serviceKey,
        List<PacketSet> sets,
        Accounts accounts,
        Database database,
        Kafka kafka,
        Services services) {
    private static final int SERVICE_KEY_LENGTH_MIN = 32;

    public ProcessSettings {
        sets = List.copyOf(sets);
        Set<Integer> ids = new HashSet<>();
        for (PacketSet set : sets) {
            if (!ids.add(set.id())) {
                throw new IllegalArgumentException("redpacket.sets: set " + set.id() + " is there twice");
            }
        }
        if (sets.isEmpty()) {
            throw new IllegalArgumentException("redpacket.sets: at least one packet set is needed");
        }
        if (serviceKey.length() < SERVICE_KEY_LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "redpacket.service-key: at least " + SERVICE_KEY_LENGTH_MIN + " characters are needed");
        }
    }

    public PacketIdCodec packetIdCodec() {
        return new PacketIdCodec(Base64.getDecoder().decode(packetIdKey));
    }

    public EventPartitions eventPartitions() {
        return new EventPartitions(accounts.shards(), accounts.eventPartitionsPerShard());
    }

    /**
     * This process.
     *
     * @param number 0 to 1023, unique among the processes that run: it goes into generated numbers
     */
    public record Instance(String name, int number) {
        public Instance {
            if (number < 0 || number > NumberGenerator.PROCESS_MAX) {
                throw new IllegalArgumentException("redpacket.instance.number: 0 to " + NumberGenerator.PROCESS_MAX);
            }
        }
    }

    /**
     * A packet set.
     *
     * @param members host:port of the MySQL group's members, in no order
     * @param redis host:port
     */
    public record PacketSet(int id, String name, String schema, List<String> members, String redis) {
        public PacketSet {
            members = List.copyOf(members);
            new SetId(id);
        }

        public SetId setId() {
            return new SetId(id);
        }
    }

    public record Accounts(List<String> members, int shards, int eventPartitionsPerShard) {
        public Accounts {
            members = List.copyOf(members);
        }
    }

    /**
     * The application's database user and the owner of the schemas, the same on every group.
     *
     * @param copyPolicy how a group keeps a second copy of each commit: semi-sync, or group for Group Replication
     */
    public record Database(
            String username,
            String password,
            String ownerUsername,
            String ownerPassword,
            @DefaultValue("semi-sync") String copyPolicy) {
        private static final Set<String> COPY_POLICIES = Set.of("semi-sync", "group");

        @ConstructorBinding
        public Database {
            if (!COPY_POLICIES.contains(copyPolicy)) {
                throw new IllegalArgumentException(
                        "redpacket.database.copy-policy: semi-sync or group, not " + copyPolicy);
            }
        }

        public Database(String username, String password, String ownerUsername, String ownerPassword) {
            this(username, password, ownerUsername, ownerPassword, "semi-sync");
        }
    }

    public record Kafka(String bootstrapServers) {}

    public record Services(
            List<URI> packet,
            List<URI> account,
            @Name("notify") List<URI> notifications,
            List<GrabInstance> grab) {
        public Services {
            packet = List.copyOf(packet);
            account = List.copyOf(account);
            notifications = List.copyOf(notifications);
            grab = List.copyOf(grab);
        }
    }

    public record GrabInstance(String name, URI url) {
        @Override
        public String toString() {
            return name;
        }
    }
}
