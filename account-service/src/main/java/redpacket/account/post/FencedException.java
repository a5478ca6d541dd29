package redpacket.account.post;

/** Another process leads the shard: the batch of this process was not committed. */
final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(String message) {
        super(message, null, false, false);
    }
}
