package redpacket.packet.lane;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceClient;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.ProcessSettings.GrabInstance;
import redpacket.common.set.SetOwners;

@Configuration(proxyBeanMethods = false)
class LaneConfiguration {
    @Bean
    ServiceClient laneClient(ProcessSettings process, LaneCallSettings settings, MeterRegistry meters) {
        return new ServiceClient(process.serviceKey(), settings.calls(), meters);
    }

    @Bean
    SetOwners<GrabInstance> setOwners(ProcessSettings process) {
        return new SetOwners<>(process.services().grab());
    }

    @Bean
    Lanes lanes(
            ServiceClient laneClient,
            SetOwners<GrabInstance> setOwners,
            ProcessSettings process,
            PacketIdCodec codec,
            LaneCallSettings settings) {
        Map<GrabInstance, LaneApi> lanes = process.services().grab().stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        instance ->
                                laneClient.of(LaneApi.class, instance.name(), List.of(instance.url()), Repeat.UNSENT)));
        return new OwnerLanes(setOwners, lanes, codec, settings.instancesTriedMax());
    }
}
