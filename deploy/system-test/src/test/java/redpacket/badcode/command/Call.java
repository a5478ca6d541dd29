package redpacket.badcode.command;

import java.net.http.HttpClient;

/** A command with a client of its own. */
final class Call {
    HttpClient client() {
        return HttpClient.newHttpClient();
    }
}
