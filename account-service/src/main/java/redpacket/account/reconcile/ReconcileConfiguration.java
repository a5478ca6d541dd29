package redpacket.account.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.account.model.CreditsUnderWay;
import redpacket.account.model.Leadership;
import redpacket.account.shard.Shard;
import redpacket.account.shard.Shards;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceClient;
import redpacket.common.id.UserId;
import redpacket.common.process.ProcessSettings;

@Configuration(proxyBeanMethods = false)
class ReconcileConfiguration {
    private static final int FIRST_SHARD = 1;

    @Bean
    Findings findings(ReconcileSettings settings) {
        return new Findings(
                settings.findingsMax(), Duration.ofMillis(settings.graceMillis()), settings.resendWaitMax());
    }

    @Bean
    ServiceClient booksClient(ProcessSettings process, ReconcileSettings settings, MeterRegistry meters) {
        return new ServiceClient(process.serviceKey(), settings.calls(), meters);
    }

    @Bean
    SetBooks setBooks(ServiceClient booksClient, ProcessSettings process) {
        return new PacketSetBooks(
                booksClient.of(BooksApi.class, "books", process.services().packet(), Repeat.UNANSWERED));
    }

    @Bean
    Reconcile reconcile(
            SetBooks books,
            ProcessSettings process,
            ReconcileSettings settings,
            Shards shards,
            Findings findings,
            CreditsUnderWay underWay,
            Leadership leadership,
            Clock clock,
            MeterRegistry meters) {
        Map<Integer, CheckShard> checks = new HashMap<>();
        for (Shard shard : shards.all()) {
            checks.put(shard.number(), new CheckShard(shard, findings, settings, clock));
        }
        LedgerBooks ledger = new LedgerBooks(shards.all());
        List<CheckSet> sets = process.sets().stream()
                .map(set -> new CheckSet(
                        set.id(),
                        books,
                        ledger,
                        findings,
                        settings,
                        user -> addsUp(shards, checks, user),
                        underWay,
                        clock))
                .toList();
        return new Reconcile(
                sets,
                List.copyOf(checks.values()),
                findings,
                () -> leadership.leads(FIRST_SHARD),
                clock,
                settings::restAfter,
                meters);
    }

    private static boolean addsUp(Shards shards, Map<Integer, CheckShard> checks, long user) {
        CheckShard check =
                user < 1 ? null : checks.get(shards.of(UserId.of(user)).number());
        return check != null && check.addsUp(user);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> reconciliationStarts(Reconcile reconcile, ReconcileSettings settings) {
        return ignored -> {
            if (settings.enabled()) {
                reconcile.start();
            }
        };
    }
}
