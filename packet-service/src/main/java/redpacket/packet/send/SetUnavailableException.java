package redpacket.packet.send;

import redpacket.common.id.SetId;

/** A set's database did not answer in time. The call may or may not have taken effect. */
final class SetUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SetUnavailableException(SetId set, Throwable cause) {
        super("set " + set + " does not answer; the same request may be sent again", cause);
    }
}
