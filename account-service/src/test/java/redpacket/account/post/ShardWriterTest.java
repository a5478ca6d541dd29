package redpacket.account.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerUnavailableException;
import redpacket.account.model.LedgerWrites;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

class ShardWriterTest {
    private static final LedgerWrites NOTHING =
            new LedgerWrites(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    private final FakeStore store = new FakeStore();
    private final List<Boolean> changes = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ShardWriter writer = new ShardWriter(1, store, RivalWriters.settings(), changes::add, meters);

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void aStandbyRefusesUntilItLeads() {
        assertThatThrownBy(() -> submit("a"))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("does not lead");
        assertThat(leading()).isZero();
        lead();
        assertThat(submit("a").join()).isInstanceOf(LedgerOutcome.Done.class);
        assertThat(changes).containsExactly(true);
        assertThat(leading()).isEqualTo(1);
    }

    @Test
    void aFencedBatchIsNotAnsweredAndTheWriterStopsUntilItLeadsAgain() throws Exception {
        lead();
        store.fenced = true;
        store.free = false;
        CompletableFuture<LedgerOutcome> late = submit("a");
        assertThatThrownBy(() -> late.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LedgerUnavailableException.class);
        await().until(() -> changes.equals(List.of(true, false)));
        assertThatThrownBy(() -> submit("b")).isInstanceOf(LedgerUnavailableException.class);
        assertThat(store.committed).isEmpty();
        store.fenced = false;
        lead();
        assertThat(submit("a").join()).isInstanceOf(LedgerOutcome.Done.class);
        assertThat(changes).containsExactly(true, false, true);
    }

    @Test
    void anUnknownCommitIsDecidedAgain() {
        lead();
        store.failures.set(3);
        assertThat(submit("a").join()).isInstanceOf(LedgerOutcome.Done.class);
        assertThat(store.committed).containsExactly("topup-7-a");
    }

    @Test
    void closingGivesTheLeaseBack() {
        lead();
        writer.close();
        assertThat(store.released).isTrue();
        assertThat(changes).containsExactly(true, false);
    }

    private void lead() {
        store.free = true;
        await().until(() -> writer.leads() && !changes.isEmpty() && changes.getLast());
    }

    private double leading() {
        return meters.get("redpacket.ledger.leading").gauge().value();
    }

    private CompletableFuture<LedgerOutcome> submit(String key) {
        return writer.submit(
                new LedgerCommand.TopUp(UserId.of(7), Fen.of(1), key, "hash", ""),
                System.nanoTime() + TimeUnit.SECONDS.toNanos(60));
    }

    private static final class FakeStore implements ShardStore {
        private final List<String> committed = new CopyOnWriteArrayList<>();
        private volatile boolean free;
        private volatile boolean leads;
        private volatile boolean fenced;
        private volatile boolean released;
        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public boolean accepting() {
            return true;
        }

        @Override
        public boolean lead() {
            leads = leads || free;
            return leads;
        }

        @Override
        public boolean leads() {
            return leads;
        }

        @Override
        public void release() {
            released = true;
        }

        @Override
        public Committed commit(List<LedgerCommand> commands) {
            if (fenced) {
                leads = false;
                throw new FencedException("another process leads");
            }
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new org.apache.ibatis.exceptions.PersistenceException(
                        new java.sql.SQLTransientConnectionException("no answer"));
            }
            commands.forEach(command -> committed.add(command.transferId()));
            return new Committed(
                    commands.stream()
                            .<LedgerOutcome>map(command -> new LedgerOutcome.Done(command.transferId(), Fen.of(1)))
                            .toList(),
                    NOTHING);
        }
    }
}
