package redpacket.account;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import redpacket.common.settings.SettingsKit;

/** Each line: a key, its default, another value, and the values that are rejected. */
class SettingsTest {
    @TestFactory
    Stream<DynamicTest> ledgerSettings() {
        return SettingsKit.check("redpacket.account.post.LedgerSettings", """
                        queue-commands-max  4096           9        511
                        batch-commands-max  512            8        0
                        answer-within       PT2S           PT1S     0ms
                        retry-wait-first    PT0.02S        PT0.01S  0ms
                        retry-wait-max      PT0.5S         PT0.2S   19ms
                        conflict-tries-max  5              3        0
                        lease-for           PT3S           PT9S     999ms
                        renew-every         PT0.5S         PT1S     0ms
                        standby-poll-every  PT0.25S        PT0.3S   0ms
                        idle-transaction-max  PT2S         PT3S     999ms
                        commit-timeout      PT5S           PT4S     0ms
                        daily-limit-fen     10000000       4        0
                        day-zone            Asia/Shanghai  UTC
                        """);
    }

    @TestFactory
    Stream<DynamicTest> auditSettings() {
        return SettingsKit.check("redpacket.account.audit.AuditSettings", """
                        keep-for  PT87600H  PT24H  0ms
                        """);
    }

    @TestFactory
    Stream<DynamicTest> creditSettings() {
        return SettingsKit.check("redpacket.account.credit.CreditSettings", """
                        poll-records-max  1000          1       0
                        fetch-wait        PT0.5S        PT1S    0ms
                        linger            PT0.1S        PT3S    -1ms
                        post-within       PT10S         PT2S    0ms
                        retry-wait-first  PT0.2S        PT0.1S  0ms
                        retry-wait-max    PT10S         PT3S    199ms
                        credit-fen-max    100000000000  4       0
                        """);
    }

    @TestFactory
    Stream<DynamicTest> sealSettings() {
        return SettingsKit.check("redpacket.account.seal.SealSettings", """
                        every           PT3S  PT1S  0ms
                        rows-max        2000  2     0
                        seals-per-look  20    3     0
                        wallets-per-audit-read  1000  4  0
                        """);
    }

    @TestFactory
    Stream<DynamicTest> payoutSettings() {
        return SettingsKit.check("redpacket.account.wallet.PayoutSettings", """
                        every              PT0.5S  PT1S  0ms
                        payouts-per-round  100     2     0
                        retry-wait-first   PT2S    PT3S  0ms
                        retry-wait-max     PT10M   PT4S  1ms
                        """);
    }

    @TestFactory
    Stream<DynamicTest> fundsSettings() {
        return SettingsKit.check("redpacket.account.funds.FundsSettings", """
                        watch-every            PT15S   PT1S  0ms
                        wallets-per-read       50000   2     0
                        entries-per-read       100000  3     0
                        checkpoint-every       PT10S   PT4S  0ms
                        checkpoints-per-round  20      5     0
                        """);
    }

    @TestFactory
    Stream<DynamicTest> reconcileSettings() {
        return SettingsKit.check("redpacket.account.reconcile.ReconcileSettings", """
                        enabled             true                          false
                        round-every         PT2S                          PT1S     0ms
                        rest-times          9                             2        -1
                        rest-max            PT30S                         PT3S     -1ms
                        round-max           PT0.25S                       PT4S     0ms
                        windows             [10m/2s,1h/10s,1d/60s,0/15s]  [0/15s]  10m
                        range-packets       1000                          1        0 1001
                        ranges-per-round    8                             2        0
                        packets-per-round   300                           3        0
                        wallets-per-round   5000                          4        0
                        entries-per-round   20000                         5        1
                        sweep-every         PT15S                         PT6S     -1ms
                        grace-millis        5000                          6        -1
                        behind-max          PT1M                          PT7S     -1ms
                        resend-entries-max  500                           7        1001
                        resend-wait-max     PT10M                         PT8S     0ms
                        findings-max        2000                          9        0
                        call-timeout        PT5S                          PT10S    0ms
                        """);
    }
}
