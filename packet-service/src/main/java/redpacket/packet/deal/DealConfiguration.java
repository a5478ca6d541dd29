package redpacket.packet.deal;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketIdCodec;
import redpacket.packet.model.CampaignRound;
import redpacket.packet.set.OpeningGroup;
import redpacket.packet.set.PacketSets;

/** Puts dealing together. */
@Configuration(proxyBeanMethods = false)
class DealConfiguration {
    @Bean
    Prizes prizes(OpeningGroup controlSchema) {
        return new MyBatisPrizes(controlSchema.group());
    }

    @Bean
    Grants grants(PacketSets sets, PacketIdCodec codec, NumberGenerator numbers) {
        return new MyBatisGrants(sets, codec, numbers);
    }

    @Bean
    DealPrizes dealPrizes(Prizes prizes, DealSettings settings, Clock clock) {
        return new DealPrizes(prizes, settings, clock);
    }

    @Bean
    WinPrize winPrize(Prizes prizes, Grants grants, Clock clock) {
        return new WinPrize(prizes, grants, clock);
    }

    @Bean
    CampaignRound grantWins(Prizes prizes, Grants grants, DealSettings settings, Clock clock) {
        return new GrantWins(prizes, grants, settings, clock)::grant;
    }
}
