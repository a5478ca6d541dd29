package redpacket.account;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import redpacket.account.shard.Shard;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.Migrations;
import redpacket.common.process.ProcessSettings;
import redpacket.local.server.Credentials;
import redpacket.local.server.MemberServers;
import redpacket.local.server.Sql;
import redpacket.local.server.TestServers;

/** A shard on servers of its own, with an administrator who may do what the application may not. */
public final class RealShard implements AutoCloseable {
    private static final String SCHEMA = "accounts_1";

    private final TestServers servers = new TestServers();
    private final DatabaseSettings settings;
    private final MemberGroup group;
    private final Connection admin;

    public RealShard() throws SQLException {
        MemberServers members = servers.memberGroup("accounts", SCHEMA);
        this.settings = DatabaseSettings.of(
                "accounts",
                "account",
                members.addresses(),
                SCHEMA,
                new ProcessSettings.Database(
                        Credentials.APP,
                        TestServers.credentials().appPassword(),
                        Credentials.OWNER,
                        TestServers.credentials().ownerPassword()));
        this.group = MemberGroup.open(settings, new SimpleMeterRegistry());
        this.admin = Sql.connect(
                Objects.requireNonNull(members.primary()).port(),
                Credentials.ADMIN,
                TestServers.credentials().adminPassword());
        migrate();
        admin.setCatalog(SCHEMA);
    }

    /** What is missing of the migrations. */
    public void migrate() {
        Migrations.run(group, settings, "db/account");
    }

    public Shard shard() {
        return new Shard(1, group);
    }

    public void run(String... statements) throws SQLException {
        Sql.run(admin, statements);
    }

    public String value(String query) throws SQLException {
        return Objects.requireNonNull(Sql.value(admin, query));
    }

    @Override
    public void close() throws SQLException {
        admin.close();
        group.close();
        servers.close();
    }
}
