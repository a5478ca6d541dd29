package redpacket.common.control;

import org.springframework.web.service.annotation.GetExchange;

/** What packet-service answers of the control document. */
interface ControlApi {
    @GetExchange("/internal/v1/control")
    ControlDocument document();
}
