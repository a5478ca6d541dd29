package redpacket.local.failover;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import redpacket.local.election.Candidate;
import redpacket.local.server.AdministeredMember;
import redpacket.local.server.Credentials;
import redpacket.local.server.MySqlReplication;

/**
 * A MySQL server that another program starts, and starts again when it ends: a container, say. The member counts as
 * gone when its host has refused connections, or has had no address, for {@link #GONE_AFTER_NANOS}, and when the former
 * leader is read-only again, as after a start. A member that does not answer at all may run. Not thread-safe.
 */
final class RemoteMember extends AdministeredMember {
    static final long GONE_AFTER_NANOS = 3_000_000_000L;

    private static final int CONNECT_MILLIS_MAX = 1_000;
    private static final int COPY_MILLIS_MAX = 600_000;

    private final LongSupplier nanoTime;
    private long seenNanos;
    private boolean leads;

    RemoteMember(String name, String host, int port, Credentials credentials, LongSupplier nanoTime) {
        super(name, host, port, new MySqlReplication(), credentials);
        this.nanoTime = nanoTime;
        this.seenNanos = nanoTime.getAsLong() - GONE_AFTER_NANOS;
    }

    @Override
    public boolean isAlive() {
        if (leads && answers() && !isWritable()) {
            leads = false;
            return false;
        }
        if (isListening()) {
            seenNanos = nanoTime.getAsLong();
        }
        boolean alive = nanoTime.getAsLong() - seenNanos < GONE_AFTER_NANOS;
        leads &= alive;
        return alive;
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host(), port()), CONNECT_MILLIS_MAX);
            return true;
        } catch (SocketTimeoutException e) {
            // Isolated or stopped: it may run, and be writable. An operator must stop it before another leads.
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** It was found writable. */
    void foundLeading() {
        leads = true;
    }

    @Override
    public void lead() throws SQLException {
        super.lead();
        leads = true;
    }

    @Override
    public void rebuildFrom(Candidate donor) throws SQLException {
        RemoteMember source = (RemoteMember) donor;
        try (Connection patient = connect(COPY_MILLIS_MAX)) {
            MySqlReplication.becomeCopyOf(patient, source.host(), source.port(), credentials());
        } catch (SQLException e) {
            if (isListening() && answers()) {
                throw e;
            }
            // It ended, as a server does that has become a copy.
        }
    }

    /** Another program runs it. */
    @Override
    public boolean fence() {
        return false;
    }
}
