package redpacket.account.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redpacket.common.client.CallSettings;
import redpacket.common.client.FakeService;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceCallException;
import redpacket.common.client.ServiceClient;

class PacketSetBooksTest {
    private static final String DIGEST = """
            {"packets":1,"through":9,"charges":{"rowCount":1,"fen":2,"hash":3},\
            "payouts":{"rowCount":0,"fen":0,"hash":0}}
            """;

    private final FakeService packet = new FakeService();
    private final ServiceClient client =
            new ServiceClient("key", CallSettings.of("test", 2_000, 10_000, 4), new SimpleMeterRegistry());
    private final SetBooks books = new PacketSetBooks(
            client.of(BooksApi.class, "books", List.of(FakeService.nowhere(), packet.url()), Repeat.UNANSWERED));

    PacketSetBooksTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        packet.close();
    }

    @Test
    void asksTheSecondPacketServiceWhenTheFirstIsDead() {
        packet.answer(200, DIGEST);
        for (int i = 0; i < 3; i++) {
            assertThat(books.digest(2, 5, 10).charges()).isEqualTo(new Books.Digest(1, 2, 3));
        }
        books.resend(2, List.of(new SetBooks.EntryName(7, 1)));
        assertThat(packet.calls().getFirst().target()).isEqualTo("/internal/v1/sets/2/digests?after=5&limit=10");
        assertThat(packet.calls().getLast().target()).isEqualTo("/internal/v1/sets/2/resend");
        assertThat(packet.calls().getLast().body()).isEqualTo("{\"entries\":[{\"packetNumber\":7,\"sequence\":1}]}");
    }

    @Test
    void throwsWhereNoSetAnswers() {
        packet.answer(503, "{}");
        assertThatThrownBy(() -> books.digest(2, 5, 10)).isInstanceOf(ServiceCallException.class);
    }
}
