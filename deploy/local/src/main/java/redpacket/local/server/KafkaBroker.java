package redpacket.local.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One Kafka broker in KRaft mode, its own controller. */
public final class KafkaBroker {
    /** Any fixed id will do for a cluster of one; it must not begin with a dash. */
    private static final String CLUSTER_ID = "cmVkcGFja2V0LWxvY2FsMQ";

    private KafkaBroker() {}

    /** Writes the configuration, formats the storage at the first time, and gives the command that runs the broker. */
    public static List<String> prepare(ServerFiles files, Path directory, int port, int controllerPort)
            throws IOException {
        Path data = directory.resolve("data/kafka");
        Path config = directory.resolve("config/kafka.properties");
        Path logging = directory.resolve("config/kafka-log4j2.yaml");
        Files.createDirectories(config.getParent());
        Files.createDirectories(data.getParent());
        Files.writeString(config, properties(data, port, controllerPort));
        Files.writeString(logging, LOGGING);
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(files, config, logging, directory.resolve("logs/kafka-format.log"));
        }
        List<String> command = java(files, logging, "-Xmx256m", "-Xms96m");
        command.addAll(List.of("kafka.Kafka", config.toString()));
        return command;
    }

    public static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> java(ServerFiles files, Path logging, String... flags) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(flags));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlog4j2.configurationFile=" + logging,
                "-cp",
                files.kafkaLibraries() + "/*"));
        return command;
    }

    private static void format(ServerFiles files, Path config, Path logging, Path log) throws IOException {
        Files.createDirectories(log.getParent());
        List<String> command = java(files, logging, "-Xmx64m");
        command.addAll(List.of("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", config.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("Kafka's storage could not be formatted; see " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String properties(Path data, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                num.partitions=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=2
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=200
                group.min.session.timeout.ms=3000
                log.segment.bytes=67108864
                log.retention.hours=72
                log.retention.bytes=1073741824
                num.network.threads=2
                num.io.threads=4
                log.cleaner.dedupe.buffer.size=8388608
                message.max.bytes=1048576
                """.formatted(port, controllerPort, data);
    }

    private static final String LOGGING = """
            Configuration:
              status: warn
              Appenders:
                Console:
                  name: out
                  PatternLayout:
                    pattern: "%d{ISO8601} %p %c{1} %m%n"
              Loggers:
                Root:
                  level: warn
                  AppenderRef:
                    - ref: out
                Logger:
                  - name: kafka.server.KafkaRaftServer
                    level: info
            """;
}
