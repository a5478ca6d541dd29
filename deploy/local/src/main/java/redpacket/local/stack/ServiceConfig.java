package redpacket.local.stack;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redpacket.local.server.Credentials;

/** The configuration file of each service: the tree of docs/internal.md, and Spring's own keys. */
public final class ServiceConfig {
    private final StackOptions options;
    private final StateDirectory state;
    private final Secrets secrets;
    private final Ports ports;

    public ServiceConfig(StackOptions options, StateDirectory state, Secrets secrets, Ports ports) {
        this.options = options;
        this.state = state;
        this.secrets = secrets;
        this.ports = ports;
    }

    /** YAML for the process with this name and number. */
    public String of(String name, int number) {
        boolean gateway = name.startsWith("gateway");
        String text = spring(name, gateway) + tree(name, number) + limits(name);
        return gateway ? text + gateway(name) : text;
    }

    /** The configuration of a rehearsal: addresses on which no process listens. */
    static String rehearsal() {
        return """
                server: { port: 0, address: 127.0.0.1 }
                management: { server: { port: 1, address: 127.0.0.1 } }
                redpacket:
                  instance: { name: rehearsal, number: 0 }
                  packet-id-key: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
                  service-key: "00000000000000000000000000000000"
                  sets: [{ id: 1, name: set-1, schema: packets, members: ["127.0.0.1:1"], redis: "127.0.0.1:1" }]
                  accounts: { members: ["127.0.0.1:1"], shards: 1, event-partitions-per-shard: 1 }
                  database: { username: u, password: p, owner-username: o, owner-password: p }
                  kafka: { bootstrap-servers: "127.0.0.1:1" }
                  services:
                    packet: ["http://127.0.0.1:1"]
                    account: ["http://127.0.0.1:1"]
                    notify: ["http://127.0.0.1:1"]
                    grab: [{ name: grab-1, url: "http://127.0.0.1:1" }]
                  gateway: { ops-port: 0, jwks-uri: "http://127.0.0.1:1/", issuer: i, audience: a }
                  account: { payment-provider: local }
                """;
    }

    private String spring(String name, boolean gateway) {
        String server = """
            server:
              port: %d
              address: %s
            """.formatted(ports.of(name), gateway ? options.bind() : "127.0.0.1");
        String tls = """
              ssl:
                key-store: "file:%s"
                key-store-type: PKCS12
                key-store-password: "%s"
                key-alias: %s
            """.formatted(TlsCertificate.keyStore(state), secrets.get("keystore"), TlsCertificate.ALIAS);
        String management = """
            management:
              server:
                port: %d
                address: 127.0.0.1
            """.formatted(ports.of(name + "/management"));
        return server + (gateway ? tls : "") + management;
    }

    private String tree(String name, int number) {
        return """
                redpacket:
                  instance: { name: "%s", number: %d }
                  packet-id-key: "%s"
                  service-key: "%s"
                  control: { file: "%s" }
                  sets:
                %s
                  accounts:
                    members: %s
                    shards: 2
                    event-partitions-per-shard: 4
                  database:
                    { username: "%s", password: "%s", owner-username: "%s", owner-password: "%s", copy-policy: "%s" }
                  kafka: { bootstrap-servers: "127.0.0.1:%d" }
                  services:
                    packet: %s
                    account: %s
                    notify: %s
                    grab:
                      - { name: grab-1, url: "http://127.0.0.1:%d" }
                      - { name: grab-2, url: "http://127.0.0.1:%d" }
                """.formatted(
                name,
                number,
                secrets.get("packet-id-key"),
                secrets.get("service-key"),
                state.data().resolve("control-" + name + ".json"),
                IntStream.rangeClosed(1, options.sets()).mapToObj(this::set).collect(Collectors.joining("\n")),
                members("accounts"),
                Credentials.APP,
                secrets.get("app"),
                Credentials.OWNER,
                secrets.get("owner"),
                options.replication(),
                ports.of("kafka"),
                urls("packet"),
                urls("account"),
                urls("notify"),
                ports.of("grab-1"),
                ports.of("grab-2"));
    }

    private List<String> urls(String service) {
        return options.instancesOf(service).stream()
                .map(name -> "\"http://127.0.0.1:" + ports.of(name) + "\"")
                .toList();
    }

    private String set(int set) {
        return "    - { id: " + set + ", name: set-" + set + ", schema: packets, members: " + members("set-" + set)
                + ", redis: \"127.0.0.1:" + ports.of("set-" + set + "-redis") + "\" }";
    }

    private List<String> members(String group) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(member -> "\"127.0.0.1:" + ports.of(group + "-db-" + member) + "\"")
                .toList();
    }

    /** Limits of the local stack that differ from those of production, for tests. */
    private String limits(String name) {
        if (name.startsWith("account")) {
            return """
                  account:
                    payment-provider: local
                """;
        }
        if (!name.startsWith("packet")) {
            return "";
        }
        return """
              packet:
                expires-seconds-min: 1
                campaign:
                  claim-seconds-min: 1
                  prizes-max: 200000
                share-url-base: "https://localhost:%d/p/"
            """.formatted(ports.of("gateway"));
    }

    private String gateway(String name) {
        return """
                  gateway:
                    ops-port: %1$d
                    jwks-uri: "http://127.0.0.1:%2$d/.well-known/jwks.json"
                    issuer: %3$s
                    audience: %4$s
                    phone:
                      client-id: %5$s
                      authorize-url: "http://127.0.0.1:%6$d/authorize"
                      token-url: "http://127.0.0.1:%6$d/token"
                      crowd-url: "http://127.0.0.1:%6$d/crowd"
                    # Twenty processes share this machine: if one is busy, all are.
                    shed:
                      one-machine: true
                      queue-millis-target: 40
                      limit-min: 128
                      limit-start: 128
                      late-millis: 600
                      open-millis-target: 150
                      # The time that a limit needs to grow to 500 calls if commits are slow.
                      stands-after-millis: 2000
                """.formatted(
                        ports.of(name + "/ops"),
                        ports.of("supervisor"),
                        Tokens.ISSUER,
                        Tokens.AUDIENCE,
                        Tokens.PHONE,
                        ports.of("issuer"));
    }
}
