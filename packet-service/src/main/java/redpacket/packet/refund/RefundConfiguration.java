package redpacket.packet.refund;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.consume.FollowerSettings;
import redpacket.common.consume.TopicFollower;
import redpacket.common.consume.TopicFollowers;
import redpacket.common.database.SqlSessions;
import redpacket.common.event.RefundNotice;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ProcessSettings;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/** A follower of refunds for each set. */
@Configuration(proxyBeanMethods = false)
class RefundConfiguration {
    @Bean
    TopicFollowers refundFollowers(
            ProcessSettings process, PacketSets sets, PacketIdCodec codec, RefundSettings settings) {
        return new TopicFollowers(sets.all().stream()
                .map(set -> new TopicFollower(
                        FollowerSettings.of(
                                process,
                                "packet-refunds-" + set.name(),
                                RefundNotice.TOPIC,
                                settings.pollRecordsMax(),
                                settings.retryMillisMax()),
                        markRefunds(set, codec)))
                .toList());
    }

    private static MarkRefunds markRefunds(PacketSet set, PacketIdCodec codec) {
        return new MarkRefunds(set.id(), new SqlSessions(set.group().primary(), RefundMapper.class), codec);
    }
}
