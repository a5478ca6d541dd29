package redpacket.packet.send;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Base64;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceClient;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.password.PasswordHash;
import redpacket.common.process.ProcessSettings;
import redpacket.packet.model.Groups;
import redpacket.packet.set.LeaseSettings;
import redpacket.packet.set.PacketSets;
import redpacket.packet.set.SetWorkers;

/** Sending, and the sweeper of unfinished orders. */
@Configuration(proxyBeanMethods = false)
class SendConfiguration {
    @Bean
    SendRules sendRules(SendSettings settings) {
        return new SendRules(settings);
    }

    @Bean
    SendMetrics sendMetrics(MeterRegistry meters) {
        return new SendMetrics(meters);
    }

    @Bean
    Orders orders(PacketSets sets, PacketIdCodec codec, NumberGenerator numbers) {
        return new MyBatisOrders(sets, codec, numbers);
    }

    @Bean
    ServiceClient chargeClient(ProcessSettings process, ChargeSettings settings, MeterRegistry meters) {
        return new ServiceClient(process.serviceKey(), settings.calls(), meters);
    }

    @Bean
    Charges charges(ServiceClient chargeClient, ProcessSettings process, PacketIdCodec codec) {
        ChargeApi account = chargeClient.of(
                ChargeApi.class, "account-service", process.services().account(), Repeat.UNANSWERED);
        return new AccountCharges(account, codec);
    }

    @Bean
    SendPacket sendPacket(
            PacketSets sets,
            Orders orders,
            Charges charges,
            ProcessSettings process,
            NumberGenerator numbers,
            Clock clock) {
        RequestHash hash = new RequestHash(Base64.getDecoder().decode(process.packetIdKey()));
        return new SendPacket(
                new ServingSets(sets),
                orders,
                charges,
                password -> PasswordHash.of(password).text(),
                hash,
                numbers,
                clock);
    }

    @Bean
    SendToAudience sendToAudience(Groups groups, SendPacket packets) {
        return new SendToAudience(groups, packets);
    }

    @Bean
    SetWorkers sweepers(
            PacketSets sets,
            Orders orders,
            Charges charges,
            Clock clock,
            SweepSettings settings,
            LeaseSettings leases,
            SendMetrics metrics) {
        return new SetWorkers(
                "sweep",
                sets,
                leases,
                set -> new SweepOrders(set.id(), orders, charges, clock, settings, metrics)::sweep);
    }
}
