-- How many entries a wallet is the sum of: what does not add up is found without reading it all.
ALTER TABLE wallets ADD COLUMN entries BIGINT NOT NULL DEFAULT 0;
UPDATE wallets w SET w.entries = (SELECT COUNT(*) FROM entries e WHERE e.user_id = w.user_id);

-- Room for CAMPAIGN_RETURNED.
ALTER TABLE transfers MODIFY COLUMN kind VARCHAR(24) NOT NULL;
ALTER TABLE entries MODIFY COLUMN kind VARCHAR(24) NOT NULL;

-- A batch that writes nothing is answered only after a commit that was acknowledged (rule L4). Counted here.
CREATE TABLE writer_commits (
    process VARCHAR(64) NOT NULL PRIMARY KEY,
    commits BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE ON writer_commits TO '${app}'@'%';
