package redpacket.gateway.route;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import redpacket.common.control.ControlFeed;
import redpacket.common.id.PacketId;
import redpacket.common.problem.Problem;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.ProcessSettings.GrabInstance;
import redpacket.common.set.SetState;

/** Which instance of which service a call goes to; 503 where there is none. */
@Component
final class ChooseTarget {
    private static final Duration COME_BACK_AFTER = Duration.ofMillis(500);

    private final ProcessSettings.Services services;
    private final GrabInstances grabInstances;
    private final ControlFeed control;

    ChooseTarget(ProcessSettings process, GrabInstances grabInstances, ControlFeed control) {
        this.services = process.services();
        this.grabInstances = grabInstances;
        this.control = control;
    }

    Target of(Call call) {
        PacketId packet = call.packet();
        if (packet != null && control.document().states().get(packet.set()) == SetState.DOWN) {
            throw unavailable("The packet's set is down.");
        }
        return switch (call.endpoint().service()) {
            case ACCOUNT -> first(services.account(), "account");
            case PACKET -> first(services.packet(), "packet");
            case NOTIFY -> first(services.notifications(), "notify");
            case GRAB -> {
                if (packet == null) {
                    throw Problem.notFound();
                }
                GrabInstance owner = grabInstances
                        .ownerOf(packet)
                        .orElseThrow(() -> unavailable("Nobody opens packets at the moment."));
                String set = "set-" + packet.set();
                yield new Target(owner.url(), set, set + "/" + owner.name());
            }
        };
    }

    private static Target first(List<URI> instances, String name) {
        return new Target(instances.getFirst(), name, name);
    }

    private static Problem unavailable(String detail) {
        return Problem.unavailable("UNAVAILABLE", detail, COME_BACK_AFTER);
    }
}
