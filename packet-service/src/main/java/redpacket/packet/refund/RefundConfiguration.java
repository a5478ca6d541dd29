package redpacket.packet.refund;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

@Configuration(proxyBeanMethods = false)
class RefundConfiguration {
    @Bean
    RefundFollowers refundFollowers(
            ProcessSettings process, PacketSets sets, PacketIdCodec codec, RefundSettings settings) {
        return new RefundFollowers(sets.all().stream()
                .map(set -> new RefundFollower(process, set.name(), markRefunds(set, codec), settings))
                .toList());
    }

    private static MarkRefunds markRefunds(PacketSet set, PacketIdCodec codec) {
        return new MarkRefunds(set.id(), new SqlSessions(set.group().primary(), RefundMapper.class), codec);
    }

    static final class RefundFollowers extends StartBeforeServing {
        private final List<RefundFollower> all;

        RefundFollowers(List<RefundFollower> all) {
            this.all = all;
        }

        @Override
        protected void begin() {
            all.forEach(RefundFollower::start);
        }

        @Override
        protected void end() {
            all.forEach(RefundFollower::stop);
            all.forEach(RefundFollower::close);
        }
    }
}
