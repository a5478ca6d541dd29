package redpacket.account.seal;

import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads the whole ledger, so it takes as long as there is of it. */
@RestController
final class AuditEndpoint {
    private static final int SHOWN_MAX = 100;

    private final SealSchedule seals;

    AuditEndpoint(SealSchedule seals) {
        this.seals = seals;
    }

    @PostMapping("/internal/v1/audit")
    Report audit() {
        List<ShardReport> shards = seals.shards().stream()
                .map(shard -> ShardReport.of(shard.audit(SHOWN_MAX)))
                .toList();
        return new Report(shards.stream().allMatch(ShardReport::well), shards);
    }

    record Report(boolean well, List<ShardReport> shards) {}

    record ShardReport(
            int shard,
            boolean well,
            long entriesSealed,
            long entriesUnsealed,
            List<String> brokenSeals,
            long walletsChecked,
            List<String> walletsWrong) {
        static ShardReport of(SealEntries.Audit audit) {
            return new ShardReport(
                    audit.shard(),
                    audit.isWell(),
                    audit.entriesSealed(),
                    audit.entriesUnsealed(),
                    audit.brokenSeals(),
                    audit.walletsChecked(),
                    audit.walletsWrong());
        }
    }
}
