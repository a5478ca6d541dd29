package redpacket.loadtest.fault;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import redpacket.loadtest.stack.Databases;
import redpacket.local.api.ControlClient;
import redpacket.local.server.RedisServer;
import redpacket.local.stack.Ports;
import redpacket.local.stack.StackOptions;
import redpacket.local.stack.StateDirectory;

/** The means by which faults act on a stack. */
public final class FaultedStack {
    private static final int REDIS_MILLIS_MAX = 2_000;
    private static final String TOPIC = "packet-events";

    private final StateDirectory state;
    private final ControlClient control;
    private final Databases databases;

    /** A line of the supervisor's table. */
    public record Row(String name, String state, String pid, String remark) {}

    public FaultedStack(StateDirectory state) {
        this.state = state;
        this.control = new ControlClient(state);
        this.databases = new Databases(state);
    }

    public List<Row> rows() {
        return control.ask("status")
                .lines()
                .map(line -> line.split("\t", -1))
                .map(cells -> new Row(cells[0], cells[1], cells[2], cells[6]))
                .toList();
    }

    /** What {@code ./redpacket status} shows of faults, past and present. */
    public List<String> faultLines() {
        return control.ask("faults").lines().toList();
    }

    Optional<Row> row(String name) {
        return rows().stream().filter(row -> row.name().equals(name)).findFirst();
    }

    public Optional<String> primary(String group) {
        return rows().stream()
                .filter(row ->
                        row.name().startsWith(group + "-db-") && row.remark().equals("primary"))
                .map(Row::name)
                .findFirst();
    }

    /** Whether a database member has a new process and follows or leads. */
    public boolean isBack(String member, String pidBefore) {
        return row(member)
                .filter(row -> !row.pid().equals("-") && !row.pid().equals(pidBefore))
                .filter(row -> row.remark().equals("primary") || row.remark().startsWith("replica"))
                .isPresent();
    }

    String requirePrimary(String group) {
        return primary(group).orElseThrow(() -> new IllegalStateException(group + " has no primary"));
    }

    List<String> replicas(String group) {
        String primary = requirePrimary(group);
        return databases.members(group).stream()
                .filter(member -> !member.equals(primary))
                .toList();
    }

    public String pid(String name) {
        return row(name).map(Row::pid).orElse("-");
    }

    /** Sends a signal such as KILL, STOP or CONT. A process that ended meanwhile gets none. */
    static void signalPid(String pid, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/kill", "-" + signal, pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** SIGKILL; the process stays down until {@link #start}. */
    void keepDown(String name) {
        control.send("kill/" + name);
    }

    void start(String name) {
        control.send("start/" + name);
    }

    void sql(String member, String... statements) throws SQLException {
        databases.runOn(member, statements);
    }

    /** The variable that switches semi-sync on a primary. */
    String semiSync(String variable) {
        return "rpl_semi_sync_" + (isMySql() ? "source" : "master") + "_" + variable;
    }

    /** The variable that switches the acknowledgements of a replica. */
    String acknowledging() {
        return "rpl_semi_sync_" + (isMySql() ? "replica" : "slave") + "_enabled";
    }

    private boolean isMySql() {
        return StackOptions.from(StateDirectory.read(state.options()))
                .database()
                .equals("mysql");
    }

    /** Sends one command to a Redis. */
    void redis(String name, String command) throws IOException {
        if (!RedisServer.ask(Ports.load(state).of(name), command, REDIS_MILLIS_MAX)
                .startsWith("+")) {
            throw new IOException(name + " refused " + command);
        }
    }

    /** Publishes one record to every partition of the topic of packet events. */
    void publish(String value) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + Ports.load(state).of("kafka"),
                "key.serializer",
                StringSerializer.class.getName(),
                "value.serializer",
                StringSerializer.class.getName());
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings)) {
            for (var partition : producer.partitionsFor(TOPIC)) {
                var unused = producer.send(new ProducerRecord<>(TOPIC, partition.partition(), "1", value));
            }
            producer.flush();
        }
    }
}
