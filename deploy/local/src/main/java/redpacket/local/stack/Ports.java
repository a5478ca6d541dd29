package redpacket.local.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import redpacket.local.machine.FreePorts;

/** The ports of a stack by process name; a management port has the suffix {@code /management}. */
public final class Ports {
    private static final String MANAGEMENT = "/management";

    private final Map<String, Integer> ports = new LinkedHashMap<>();

    /** The default ports, with a free port in place of an internal one that is taken. */
    public static Ports choose(StackOptions options) {
        Ports ports = new Ports();
        boolean free = options.freePorts();
        for (int i = 1; i <= options.gateways(); i++) {
            String name = i == 1 ? "gateway" : "gateway-" + i;
            ports.take(name, free, options.httpsPort() + i - 1, true);
            ports.take(name + "/ops", free, options.opsPort() + i - 1, true);
            ports.take(name + MANAGEMENT, free, 9100 + i, false);
        }
        ports.instances("packet", options, 8110);
        ports.service("grab-1", free, 8121);
        ports.service("grab-2", free, 8122);
        ports.instances("account", options, 8130);
        ports.instances("notify", options, 8140);
        ports.take("kafka", free, 19092, false);
        ports.take("kafka/controller", free, 19093, false);
        for (int set = 1; set <= options.sets(); set++) {
            for (int member = 1; member <= 3; member++) {
                ports.take("set-" + set + "-db-" + member, free, 13000 + 100 * set + member, false);
            }
            ports.take("set-" + set + "-redis", free, 16370 + set, false);
        }
        for (int member = 1; member <= 3; member++) {
            ports.take("accounts-db-" + member, free, 13900 + member, false);
        }
        ports.take("supervisor", free, 19000, false);
        ports.take("issuer", free, 19001, false);
        return ports;
    }

    public static Ports load(StateDirectory state) {
        Ports ports = new Ports();
        Properties values = StateDirectory.read(state.ports());
        values.stringPropertyNames().forEach(name -> ports.ports.put(name, Integer.parseInt(values.getProperty(name))));
        return ports;
    }

    public void save(StateDirectory state) {
        Properties values = new Properties();
        ports.forEach((name, port) -> values.setProperty(name, Integer.toString(port)));
        StateDirectory.write(state.ports(), values);
    }

    private void instances(String service, StackOptions options, int firstPort) {
        int port = firstPort;
        for (String name : options.instancesOf(service)) {
            service(name, options.freePorts(), port++);
        }
    }

    private void service(String name, boolean free, int port) {
        take(name, free, port, false);
        take(name + MANAGEMENT, free, port + 1000, false);
    }

    private void take(String name, boolean free, int wanted, boolean exactly) {
        if (free) {
            ports.put(name, FreePorts.next());
        } else if (FreePorts.isFree(wanted)) {
            ports.put(name, wanted);
        } else if (exactly) {
            throw new IllegalStateException("port " + wanted + " of " + name
                    + " is taken: end the process that listens there,"
                    + " or choose another port with --https-port and --ops-port");
        } else {
            ports.put(name, FreePorts.next());
        }
    }

    public int of(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException("there is no port of " + name);
        }
        return port;
    }

    /** The management port of each service's processes, by the name of the process. */
    public Map<String, Integer> management() {
        Map<String, Integer> services = new TreeMap<>();
        ports.forEach((name, port) -> {
            if (name.endsWith(MANAGEMENT)) {
                services.put(name.substring(0, name.length() - MANAGEMENT.length()), port);
            }
        });
        return services;
    }

    /** The origins at which a browser of this machine reaches the phone. */
    public List<String> phoneOrigins() {
        return ports.entrySet().stream()
                .filter(port -> port.getKey().matches("gateway(-\\d)?"))
                .flatMap(port ->
                        Stream.of("localhost", "127.0.0.1").map(host -> "https://" + host + ":" + port.getValue()))
                .toList();
    }

    public boolean has(String name) {
        return ports.containsKey(name);
    }
}
