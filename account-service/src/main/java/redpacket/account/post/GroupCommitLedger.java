package redpacket.account.post;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import redpacket.account.model.Leadership;
import redpacket.account.model.Ledger;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerUnavailableException;
import redpacket.account.shard.Shards;
import redpacket.common.id.UserId;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;

/** The ledger: hands each command to the writer of its user's shard. */
@Component
final class GroupCommitLedger extends StartBeforeServing implements Ledger, Leadership {
    private final Shards shards;
    private final LedgerSettings settings;
    private final List<ShardWriter> writers;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    GroupCommitLedger(
            Shards shards, LedgerSettings settings, ProcessSettings process, Clock clock, MeterRegistry meters) {
        this.shards = shards;
        this.settings = settings;
        FactsReader facts = new FactsReader(clock, settings.dayZone());
        this.writers = shards.all().stream()
                .map(shard -> new ShardWriter(
                        shard.number(),
                        new SqlShardStore(shard, process.instance().name(), facts, settings, System::nanoTime),
                        settings,
                        leads -> listeners.forEach(listener -> listener.changed(shard.number(), leads)),
                        meters))
                .toList();
    }

    @Override
    public boolean leads(int shard) {
        return writers.get(shard - 1).leads();
    }

    @Override
    public void onChange(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void requireLeading(UserId user) {
        writers.get(shards.of(user).number() - 1).requireLeading();
    }

    @Override
    public LedgerOutcome post(LedgerCommand command) {
        long deadline = System.nanoTime() + settings.answerWithin().toNanos();
        return await(writerOf(command).submit(command, deadline), deadline);
    }

    @Override
    public List<LedgerOutcome> postAll(List<? extends LedgerCommand> commands, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<CompletableFuture<LedgerOutcome>> answers = new ArrayList<>(commands.size());
        for (LedgerCommand command : commands) {
            answers.add(writerOf(command).submitWaiting(command, deadline));
        }
        List<LedgerOutcome> outcomes = new ArrayList<>(commands.size());
        for (CompletableFuture<LedgerOutcome> answer : answers) {
            outcomes.add(await(answer, deadline));
        }
        return outcomes;
    }

    @Override
    public ZoneId dayZone() {
        return settings.dayZone();
    }

    private ShardWriter writerOf(LedgerCommand command) {
        return writers.get(shards.of(command.user()).number() - 1);
    }

    private static LedgerOutcome await(CompletableFuture<LedgerOutcome> answer, long deadline) {
        try {
            return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("interrupted");
        } catch (TimeoutException e) {
            throw new LedgerUnavailableException("no outcome in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The writers begin once their shard's group accepts commits. */
    @Override
    protected void begin() {}

    /** Before the shards end, since this bean depends on them. */
    @Override
    protected void end() {
        writers.forEach(ShardWriter::close);
    }
}
