package redpacket.notification.thank;

import java.time.Instant;

/** The thanks that a user has given for a packet. */
record ThanksAnswer(String packetId, String text, Instant at) {}
