package redpacket.account;

import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import redpacket.account.model.LedgerUnavailableException;
import redpacket.common.database.DatabaseProblems;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ProcessSettings;
import redpacket.common.web.FailureTranslator;
import redpacket.common.web.ServiceWebConfiguration;

/** account-service: the ledger behind wallets, charges and credits. */
@SpringBootApplication
@ConfigurationPropertiesScan({"redpacket.account", "redpacket.common.process"})
@Import(ServiceWebConfiguration.class)
public class AccountService {
    public static void main(String[] arguments) {
        SpringApplication.run(AccountService.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    PacketIdCodec packetIdCodec(ProcessSettings process) {
        return process.packetIdCodec();
    }

    @Bean
    FailureTranslator failureTranslator() {
        return failure -> failure instanceof LedgerUnavailableException unavailable
                ? Optional.of(
                        unavailable.isNotLeading()
                                ? DatabaseProblems.unavailable().notLeading()
                                : DatabaseProblems.unavailable())
                : DatabaseProblems.translate(failure);
    }
}
