package redpacket.common.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redpacket.common.client.FakeService;
import redpacket.common.id.SetId;
import redpacket.common.process.ProcessSettings;
import redpacket.common.set.SetState;

class ControlFeedTest {
    private static final SetId SET = new SetId(1);

    private final FakeService packet = new FakeService();
    private final FakeService other = new FakeService();
    private final List<ControlFeed> feeds = new ArrayList<>();

    @TempDir
    private Path directory;

    ControlFeedTest() throws IOException {}

    @AfterEach
    void close() {
        feeds.forEach(ControlFeed::close);
        packet.close();
        other.close();
    }

    @Test
    void followsThePacketServiceAndTellsChanges() {
        packet.answer(200, document(3, "DOWN"));
        ControlFeed feed = feed(packet.url());
        List<Long> heard = new CopyOnWriteArrayList<>();
        feed.onChange(document -> heard.add(document.version()));
        feed.start();
        await(feed, 3);
        assertThat(feed.document().states()).containsEntry(SET, SetState.DOWN);
        packet.answer(200, document(4, "OPEN"));
        await(feed, 4);
        Awaitility.await().until(() -> heard.equals(List.of(3L, 4L)));
    }

    @Test
    void startsFromTheLastDocumentWhilePacketServiceIsAway() {
        packet.answer(200, document(3, "DOWN"));
        await(feed(packet.url()).start(), 3);
        Awaitility.await().until(() -> Files.exists(file()));
        ControlFeed restarted = feed(FakeService.nowhere());
        assertThat(restarted.document().states()).containsEntry(SET, SetState.DOWN);
    }

    @Test
    void refusesAnOlderDocumentAlsoAfterARestart() {
        packet.answer(200, document(7, "DOWN"));
        await(feed(packet.url()).start(), 7);
        Awaitility.await().until(() -> Files.exists(file()));
        other.answer(200, document(6, "OPEN"));
        ControlFeed restarted = feed(other.url()).start();
        Awaitility.await().until(() -> other.calls().size() >= 3);
        assertThat(restarted.document().version()).isEqualTo(7);
        other.answer(200, document(8, "OPEN"));
        await(restarted, 8);
    }

    @Test
    void asksTheNextInstanceWhenOneAnswersAnOlderDocument() {
        packet.answer(200, document(6, "OPEN"));
        other.answer(200, document(7, "DOWN"));
        ControlFeed feed = feed(packet.url(), other.url()).start();
        await(feed, 7);
        other.answer(200, document(8, "DOWN"));
        await(feed, 8);
    }

    @Test
    void startsWithoutADocumentWhereTheFileCannotBeRead() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"version\":");
        packet.answer(200, document(2, "DOWN"));
        ControlFeed feed = feed(packet.url());
        assertThat(feed.document()).isEqualTo(ControlDocument.EMPTY);
        await(feed.start(), 2);
        assertThat(new KeptDocument(file()).read()).hasValue(feed.document());
    }

    private Path file() {
        return directory.resolve("kept").resolve("control.json");
    }

    private ControlFeed feed(URI... packetServices) {
        ProcessSettings process = new ProcessSettings(
                new ProcessSettings.Instance("feed", 1),
                "",
                "0123456789abcdef0123456789abcdef",
                List.of(new ProcessSettings.PacketSet(1, "set-1", "packets", List.of(), "127.0.0.1:1")),
                new ProcessSettings.Accounts(List.of(), 1, 1),
                new ProcessSettings.Database("", "", "", ""),
                new ProcessSettings.Kafka(""),
                new ProcessSettings.Services(List.of(packetServices), List.of(), List.of(), List.of()));
        ControlFeed feed = new ControlFeed(
                process,
                new ControlFeedSettings(Duration.ofMillis(10), Duration.ofSeconds(10), file()),
                new SimpleMeterRegistry());
        feeds.add(feed);
        return feed;
    }

    private static void await(ControlFeed feed, long version) {
        Awaitility.await().until(() -> feed.document().version() == version);
    }

    private static String document(long version, String state) {
        return "{\"version\":" + version + ",\"sets\":[{\"setId\":1,\"name\":\"set-1\",\"state\":\"" + state
                + "\",\"why\":\"test\",\"since\":\"2026-11-23T00:00:00.000Z\"}],\"switches\":[]}";
    }
}
