package redpacket.local.election;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member that holds sets of transactions, applied and received. */
final class FakeMember implements Candidate {
    private final String name;
    boolean alive;
    boolean answers;
    boolean applies = true;
    boolean writable;
    boolean fenceable = true;
    boolean resumes = true;
    boolean following;
    int failures;
    int resumed;
    int released;

    @Nullable
    String leader;

    @Nullable
    String rebuiltFrom;

    String executed = "";
    String received = "";
    List<String> wrong = new ArrayList<>();
    Commits commits = new Commits(List.of(), 0, 0);

    FakeMember(String name) {
        this.name = name;
    }

    void die() {
        alive = false;
        answers = false;
        writable = false;
        following = false;
        leader = null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public boolean answers() {
        return answers;
    }

    @Override
    public String source() {
        return name;
    }

    @Override
    public GtidSet executed() {
        return GtidSet.parse(executed);
    }

    @Override
    public GtidSet held() {
        return executed().union(GtidSet.parse(received));
    }

    @Override
    public void applyAll() throws SQLException {
        if (!applies) {
            throw new SQLException("its applier stands still");
        }
        executed = held().toString();
    }

    @Override
    public void lead() {
        writable = true;
        leader = null;
        following = false;
    }

    @Override
    public void follow(Candidate primary) throws SQLException {
        if (failures > 0) {
            failures--;
            throw new SQLException("not now");
        }
        leader = primary.name();
        following = true;
    }

    @Override
    public Following following() {
        return new Following(following, true, following ? "" : "stopped by hand", 0L);
    }

    @Override
    public void resume() {
        resumed++;
        following = resumes;
    }

    @Override
    public Commits repairAsLeader() {
        return commits;
    }

    @Override
    public int releaseCommits() {
        return ++released;
    }

    @Override
    public List<String> repairAsReplica() {
        List<String> repaired = wrong;
        wrong = List.of();
        return repaired;
    }

    @Override
    public void rebuildFrom(Candidate donor) {
        rebuiltFrom = donor.name();
        executed = ((FakeMember) donor).executed;
        received = "";
    }

    @Override
    public boolean fence() {
        if (fenceable) {
            die();
        }
        return fenceable;
    }
}
