package redpacket.grab.lane;

import java.util.List;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.process.ProcessSettings;
import redpacket.local.server.Credentials;
import redpacket.local.server.TestServers;

/** The set that tests here have servers for. */
final class TestSet {
    static final String NAME = "set-1";
    static final String SCHEMA = "packets";

    private TestSet() {}

    /** As grab-1 reaches it, at these addresses of its servers. */
    static DatabaseSettings settings(List<String> addresses) {
        return DatabaseSettings.of(
                NAME,
                "grab-1",
                addresses,
                SCHEMA,
                new ProcessSettings.Database(
                        Credentials.APP,
                        TestServers.credentials().appPassword(),
                        Credentials.OWNER,
                        TestServers.credentials().ownerPassword()));
    }
}
