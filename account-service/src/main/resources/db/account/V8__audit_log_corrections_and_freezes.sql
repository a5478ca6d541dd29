-- Every change that operators make at account-service, by all instances. Only the first shard's table is used.
CREATE TABLE audit_log (
    entry_id BIGINT NOT NULL PRIMARY KEY,
    operator_id BIGINT NOT NULL,
    action VARCHAR(32) NOT NULL,
    subject VARCHAR(64) NOT NULL,
    detail VARCHAR(200) NULL,
    reason VARCHAR(200) NULL,
    at DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Corrections of wallets: PENDING until a second operator approves, then APPLIED under the transfer of the same id. Only
-- the first shard's table is used, whatever the user's shard.
CREATE TABLE corrections (
    correction_id CHAR(32) NOT NULL PRIMARY KEY,
    user_id BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    reason VARCHAR(200) NOT NULL,
    state VARCHAR(16) NOT NULL,
    requested_by BIGINT NOT NULL,
    requested_at DATETIME(3) NOT NULL,
    idempotency_key VARCHAR(64) NOT NULL,
    approved_by BIGINT NULL,
    approved_at DATETIME(3) NULL,
    UNIQUE KEY corrections_by_key (requested_by, idempotency_key),
    KEY corrections_by_time (requested_at),
    CONSTRAINT corrections_state CHECK (state IN ('PENDING', 'APPLIED'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Why a wallet is frozen, since when, and by which operator: by none where reconciliation froze it.
ALTER TABLE wallets
    ADD COLUMN frozen_reason VARCHAR(200) NULL,
    ADD COLUMN frozen_by BIGINT NULL,
    ADD COLUMN frozen_at DATETIME(3) NULL;
UPDATE wallets SET frozen_reason = 'the balance is not the sum of the entries' WHERE frozen;

-- The account of corrections has had no entry up to here.
INSERT INTO checkpoints (account, through_entry_id, sum_fen)
SELECT 'CORRECTIONS', MIN(c.through_entry_id), 0 FROM (SELECT through_entry_id FROM checkpoints) c;

GRANT SELECT, INSERT, DELETE ON audit_log TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON corrections TO '${app}'@'%';
