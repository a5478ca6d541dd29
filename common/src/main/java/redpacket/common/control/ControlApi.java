package redpacket.common.control;

import org.springframework.web.service.annotation.GetExchange;

/** The control document at packet-service. */
interface ControlApi {
    @GetExchange("/internal/v1/control")
    ControlDocument document();
}
