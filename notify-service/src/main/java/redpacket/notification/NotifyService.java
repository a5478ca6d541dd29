package redpacket.notification;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import redpacket.common.database.DatabaseProblems;
import redpacket.common.id.NumberGenerator;
import redpacket.common.process.ProcessSettings;
import redpacket.common.web.FailureTranslator;
import redpacket.common.web.ServiceWebConfiguration;

/** notify-service: people and their messages. No money depends on it. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan({"redpacket.notification", "redpacket.common.process"})
@Import(ServiceWebConfiguration.class)
public class NotifyService {
    public static void main(String[] arguments) {
        SpringApplication.run(NotifyService.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    NumberGenerator numberGenerator(ProcessSettings process, Clock clock) {
        return new NumberGenerator(clock, process.instance().number());
    }

    @Bean
    FailureTranslator failureTranslator() {
        return DatabaseProblems::translate;
    }
}
