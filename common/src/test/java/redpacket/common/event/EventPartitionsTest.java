package redpacket.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventPartitionsTest {
    @Test
    void aPartitionBelongsToTheShardOfItsUsers() {
        EventPartitions partitions = new EventPartitions(2, 4);
        int[] counts = new int[partitions.total()];
        for (long user = 1; user <= 80_000; user++) {
            int partition = partitions.partitionOf(user);
            counts[partition]++;
            assertThat(partition / 4 + 1).isEqualTo(partitions.shardOf(user));
        }
        assertThat(java.util.Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
        assertThat(partitions.partitionOf(Long.MAX_VALUE)).isBetween(0, 7);
    }
}
