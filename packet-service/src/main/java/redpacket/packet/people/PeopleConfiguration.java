package redpacket.packet.people;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceClient;
import redpacket.common.process.ProcessSettings;

@Configuration(proxyBeanMethods = false)
class PeopleConfiguration {
    @Bean
    ServiceClient peopleClient(ProcessSettings process, PeopleSettings settings, MeterRegistry meters) {
        return new ServiceClient(process.serviceKey(), settings.calls(), meters);
    }

    @Bean
    PeopleApi people(ServiceClient peopleClient, ProcessSettings process) {
        return peopleClient.of(
                PeopleApi.class, "notify-service", process.services().notifications(), Repeat.UNANSWERED);
    }
}
