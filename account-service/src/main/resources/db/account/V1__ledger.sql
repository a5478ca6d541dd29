-- A shard of the ledger. A transfer is two entries that sum to zero and never leaves its shard.

CREATE TABLE wallets (
    user_id BIGINT NOT NULL PRIMARY KEY,
    balance_fen BIGINT NOT NULL,
    frozen BOOLEAN NOT NULL DEFAULT FALSE,
    updated_at DATETIME(3) NOT NULL,
    CONSTRAINT wallets_balance CHECK (balance_fen >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row a transfer that took effect, and one of kind VOID for a charge that never may. The id is what makes a
-- repeated command or event harmless.
CREATE TABLE transfers (
    transfer_id VARCHAR(96) NOT NULL PRIMARY KEY,
    kind VARCHAR(16) NOT NULL,
    user_id BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    packet_set INT NULL,
    packet_number BIGINT NULL,
    balance_after_fen BIGINT NOT NULL,
    trace_id VARCHAR(32) NOT NULL,
    at DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = ascii COLLATE = ascii_bin;

-- Entries are numbered 1, 2, 3 … by the shard's writer: the primary key refuses a second writer. WALLET is a user's
-- account; ESCROW, TOPPED_UP and WITHDRAWN are the shard's own.
CREATE TABLE entries (
    entry_id BIGINT NOT NULL PRIMARY KEY,
    transfer_id VARCHAR(96) NOT NULL,
    account VARCHAR(16) NOT NULL,
    user_id BIGINT NULL,
    kind VARCHAR(16) NOT NULL,
    amount_fen BIGINT NOT NULL,
    balance_after_fen BIGINT NULL,
    packet_set INT NULL,
    packet_number BIGINT NULL,
    at DATETIME(3) NOT NULL,
    UNIQUE KEY entries_once (transfer_id, account),
    KEY entries_by_user (user_id, entry_id),
    KEY entries_by_packet (packet_set, packet_number, account, amount_fen)
) ENGINE = InnoDB DEFAULT CHARSET = ascii COLLATE = ascii_bin;

-- Sums of the shard's own accounts up to an entry, so that nobody adds up all of history, and no row is hot.
CREATE TABLE checkpoints (
    account VARCHAR(16) NOT NULL PRIMARY KEY,
    through_entry_id BIGINT NOT NULL,
    sum_fen BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = ascii COLLATE = ascii_bin;

INSERT INTO checkpoints (account, through_entry_id, sum_fen)
VALUES ('ESCROW', 0, 0), ('TOPPED_UP', 0, 0), ('WITHDRAWN', 0, 0);

-- Bound in the transaction of the transfer (rule S1), so only what succeeded binds a key.
CREATE TABLE idempotency_keys (
    user_id BIGINT NOT NULL,
    idempotency_key VARCHAR(64) NOT NULL,
    request_hash CHAR(64) NOT NULL,
    transfer_id VARCHAR(96) NOT NULL,
    packet_id VARCHAR(32) NULL,
    balance_after_fen BIGINT NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (user_id, idempotency_key),
    KEY idempotency_keys_by_age (created_at)
) ENGINE = InnoDB DEFAULT CHARSET = ascii COLLATE = ascii_bin;

CREATE TABLE daily_sends (
    user_id BIGINT NOT NULL,
    day DATE NOT NULL,
    total_fen BIGINT NOT NULL,
    PRIMARY KEY (user_id, day)
) ENGINE = InnoDB DEFAULT CHARSET = ascii COLLATE = ascii_bin;

CREATE TABLE heartbeats (
    process VARCHAR(64) NOT NULL PRIMARY KEY,
    at DATETIME(3) NOT NULL,
    beats BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Append-only for the application: what is in the ledger stays as it was written.
GRANT SELECT, INSERT ON transfers TO '${app}'@'%';
GRANT SELECT, INSERT ON entries TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON wallets TO '${app}'@'%';
GRANT SELECT, UPDATE ON checkpoints TO '${app}'@'%';
GRANT SELECT, INSERT, DELETE ON idempotency_keys TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON daily_sends TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON heartbeats TO '${app}'@'%';
