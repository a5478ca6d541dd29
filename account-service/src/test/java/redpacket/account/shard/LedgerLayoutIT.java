package redpacket.account.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import redpacket.account.RealShard;
import redpacket.common.event.EventPartitions;

class LedgerLayoutIT {
    @Test
    void aSchemaKeepsTheLayoutOfItsFirstUseAndRefusesAnother() throws SQLException {
        try (RealShard shard = new RealShard()) {
            LedgerLayout.check(shard.shard(), new EventPartitions(2, 4));
            LedgerLayout.check(shard.shard(), new EventPartitions(2, 4));
            for (EventPartitions other : new EventPartitions[] {new EventPartitions(3, 4), new EventPartitions(2, 8)}) {
                assertThatThrownBy(() -> LedgerLayout.check(shard.shard(), other))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("is shard 1 of 2 with 4 event partitions each")
                        .hasMessageContaining("Set redpacket.accounts.shards to 2")
                        .hasMessageContaining("redpacket.accounts.event-partitions-per-shard to 4");
            }
            assertThatThrownBy(
                            () -> LedgerLayout.check(new Shard(2, shard.shard().group()), new EventPartitions(2, 4)))
                    .as("another shard's schema")
                    .isInstanceOf(IllegalStateException.class);
            assertThat(shard.value("SELECT COUNT(*) FROM ledger_layout")).isEqualTo("1");
        }
    }
}
