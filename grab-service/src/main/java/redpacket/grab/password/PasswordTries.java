package redpacket.grab.password;

import redpacket.common.id.PacketId;

/** The tries of a packet's password: five for each user, whatever the number of processes. The methods block. */
public interface PasswordTries {
    int TRIES_MAX = 5;

    /** Takes a try; false when none remains. Durable when it returns. */
    boolean take(PacketId packet, long userId);

    /** Returns a try, since the password was right. */
    void giveBack(PacketId packet, long userId);
}
