package redpacket.packet.campaign;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceClient;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.process.ProcessSettings;
import redpacket.common.set.SetState;
import redpacket.packet.lane.Lanes;
import redpacket.packet.model.CampaignRound;
import redpacket.packet.set.OpeningGroup;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/** Campaigns, on the schema {@code control} and the sets. */
@Configuration(proxyBeanMethods = false)
class CampaignConfiguration {
    @Bean
    CampaignRules campaignRules(CampaignSettings settings) {
        return new CampaignRules(settings);
    }

    @Bean
    Campaigns campaigns(OpeningGroup controlSchema) {
        return new MyBatisCampaigns(controlSchema.group());
    }

    @Bean
    CampaignPackets campaignPackets(PacketSets sets, Clock clock) {
        return new MyBatisCampaignPackets(sets, clock);
    }

    @Bean
    ServiceClient campaignClient(ProcessSettings process, CampaignSettings settings, MeterRegistry meters) {
        return new ServiceClient(process.serviceKey(), settings.calls(), meters);
    }

    @Bean
    CampaignCharges campaignCharges(ServiceClient campaignClient, ProcessSettings process, PacketIdCodec codec) {
        CampaignChargeApi account = campaignClient.of(
                CampaignChargeApi.class, "campaign-charges", process.services().account(), Repeat.UNANSWERED);
        return new AccountCampaignCharges(account, codec);
    }

    @Bean
    CreateCampaign createCampaign(
            Campaigns campaigns,
            CampaignPackets packets,
            CampaignCharges charges,
            PacketSets sets,
            NumberGenerator numbers,
            CampaignSettings settings,
            Clock clock) {
        return new CreateCampaign(
                campaigns,
                packets,
                charges,
                new CutBudget(settings.sharesMax(), numbers::next, new SecureRandom()),
                () -> openSets(sets),
                numbers::next,
                settings.packetsMax(),
                clock);
    }

    private static List<SetId> openSets(PacketSets sets) {
        return sets.all().stream()
                .map(PacketSet::id)
                .filter(set -> sets.stateOf(set) == SetState.OPEN && sets.isAccepting(set))
                .toList();
    }

    @Bean
    CampaignRound settleCampaigns(
            Campaigns campaigns,
            CampaignPackets packets,
            CampaignCharges charges,
            CreateCampaign create,
            Lanes lanes,
            SettleSettings settings,
            Clock clock) {
        return new SettleCampaigns(campaigns, packets, charges, create, lanes, settings, clock)::settle;
    }

    @Bean
    CampaignWorker campaignWorker(OpeningGroup controlSchema, SettleSettings settings, List<CampaignRound> rounds) {
        return new CampaignWorker(controlSchema.group(), settings, List.copyOf(rounds));
    }
}
