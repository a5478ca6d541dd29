package redpacket.packet.allocate;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketIdCodec;
import redpacket.packet.model.CampaignRound;
import redpacket.packet.set.OpeningGroup;
import redpacket.packet.set.PacketSets;

/** The allocation of prizes, and wins. */
@Configuration(proxyBeanMethods = false)
class AllocateConfiguration {
    @Bean
    Prizes prizes(OpeningGroup controlSchema) {
        return new MyBatisPrizes(controlSchema.group());
    }

    @Bean
    Grants grants(PacketSets sets, PacketIdCodec codec, NumberGenerator numbers) {
        return new MyBatisGrants(sets, codec, numbers);
    }

    @Bean
    AllocatePrizes allocatePrizes(Prizes prizes, AllocateSettings settings, Clock clock) {
        return new AllocatePrizes(prizes, settings, clock);
    }

    @Bean
    WinPrize winPrize(Prizes prizes, Grants grants, Clock clock) {
        return new WinPrize(prizes, grants, clock);
    }

    @Bean
    CampaignRound grantWins(Prizes prizes, Grants grants, AllocateSettings settings, Clock clock) {
        return new GrantWins(prizes, grants, settings, clock)::grant;
    }
}
