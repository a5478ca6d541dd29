package redpacket.packet.desk;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceClient;
import redpacket.common.process.ProcessSettings;

@Configuration(proxyBeanMethods = false)
class DeskConfiguration {
    @Bean
    LedgerRowsApi ledgerRows(ServiceClient campaignClient, ProcessSettings process) {
        return campaignClient.of(
                LedgerRowsApi.class, "ledger-rows", process.services().account(), Repeat.UNANSWERED);
    }
}
