package redpacket.packet;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import redpacket.common.web.ServiceWebConfiguration;

/** packet-service: orders, details, sets. */
@SpringBootApplication
@ConfigurationPropertiesScan({"redpacket.packet", "redpacket.common.process"})
@Import(ServiceWebConfiguration.class)
public class PacketService {
    public static void main(String[] arguments) {
        SpringApplication.run(PacketService.class, arguments);
    }
}
