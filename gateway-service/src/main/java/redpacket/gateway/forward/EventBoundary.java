package redpacket.gateway.forward;

import org.springframework.core.io.buffer.DataBuffer;

/** Whether the bytes of an event stream that have passed end with a whole event: with an empty line. */
final class EventBoundary {
    private byte last = '\n';
    private volatile boolean reached = true;

    void read(DataBuffer piece) {
        int end = piece.writePosition();
        int length = piece.readableByteCount();
        if (length > 0) {
            byte before = length > 1 ? piece.getByte(end - 2) : last;
            last = piece.getByte(end - 1);
            reached = before == '\n' && last == '\n';
        }
    }

    boolean isReached() {
        return reached;
    }
}
