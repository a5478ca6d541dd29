-- A packet set. What MariaDB 11.4 and MySQL 8.4 share; all times UTC to the millisecond; money in fen.

-- Orders and packets: ORDERED before the charge, ACTIVE after it, CANCELLED when the charge was voided. What a packet
-- has given away is in its log and nowhere else.
CREATE TABLE packets (
    packet_id BIGINT NOT NULL PRIMARY KEY,
    sender_id BIGINT NOT NULL,
    kind VARCHAR(16) NOT NULL,
    state VARCHAR(16) NOT NULL,
    total_fen BIGINT NOT NULL,
    share_count INT NOT NULL,
    greeting VARCHAR(240) NULL,
    cover_id VARCHAR(32) NULL,
    password_hash VARCHAR(200) NULL,
    audience_kind VARCHAR(16) NOT NULL,
    group_id BIGINT NULL,
    idempotency_key VARCHAR(64) NOT NULL,
    request_hash CHAR(64) NOT NULL,
    trace_id VARCHAR(32) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    activated_at DATETIME(3) NULL,
    refunded_at DATETIME(3) NULL,
    KEY packets_by_state (state, created_at),
    KEY packets_by_sender (sender_id, packet_id),
    CONSTRAINT packets_kind CHECK (kind IN ('LUCKY', 'EQUAL', 'EXCLUSIVE', 'PASSWORD')),
    CONSTRAINT packets_state CHECK (state IN ('ORDERED', 'ACTIVE', 'CANCELLED')),
    CONSTRAINT packets_shares CHECK (share_count >= 1 AND total_fen >= share_count)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE packet_audience (
    packet_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    PRIMARY KEY (packet_id, user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The log of each packet: sequences 1, 2, 3 … without a gap. User 0 is the closing entry, which takes all that is left
-- for the sender. The two unique keys fence a second owner; the self reference fences one that is ahead (rule L1).
CREATE TABLE packet_log (
    packet_id BIGINT NOT NULL,
    sequence INT NOT NULL,
    user_id BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    previous_sequence INT NULL,
    at DATETIME(3) NOT NULL,
    trace_id VARCHAR(32) NOT NULL,
    PRIMARY KEY (packet_id, sequence),
    UNIQUE KEY packet_log_one_share_a_user (packet_id, user_id),
    CONSTRAINT packet_log_no_gap FOREIGN KEY (packet_id, previous_sequence) REFERENCES packet_log (packet_id, sequence),
    CONSTRAINT packet_log_order CHECK (
        (sequence = 1 AND previous_sequence IS NULL) OR (sequence > 1 AND previous_sequence = sequence - 1)),
    CONSTRAINT packet_log_amount CHECK (amount_fen >= 1 OR (user_id = 0 AND amount_fen >= 0))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- A row from activation to the last entry: what expiry reads (rule L5).
CREATE TABLE open_packets (
    packet_id BIGINT NOT NULL PRIMARY KEY,
    expires_at DATETIME(3) NOT NULL,
    KEY open_packets_by_expiry (expires_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE password_tries (
    packet_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    tries INT NOT NULL,
    PRIMARY KEY (packet_id, user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What a lane commits when it has only read: an owner that reloads answers after one acknowledged commit (rule L4).
CREATE TABLE lane_commits (
    process VARCHAR(64) NOT NULL,
    lane INT NOT NULL,
    commits BIGINT NOT NULL,
    PRIMARY KEY (process, lane)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE outbox (
    id BIGINT NOT NULL PRIMARY KEY,
    event_key BIGINT NOT NULL,
    payload VARCHAR(2000) NOT NULL,
    created_at DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE shedlock (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    lock_until TIMESTAMP(3) NOT NULL,
    locked_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    locked_by VARCHAR(255) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE heartbeats (
    process VARCHAR(64) NOT NULL PRIMARY KEY,
    at DATETIME(3) NOT NULL,
    beats BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The log is append-only for the application. A locking read of it is LOCK IN SHARE MODE, which needs no more than
-- SELECT; FOR UPDATE would need a right to change rows.
GRANT SELECT, INSERT ON packet_log TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON packets TO '${app}'@'%';
GRANT SELECT, INSERT ON packet_audience TO '${app}'@'%';
GRANT SELECT, INSERT, DELETE ON open_packets TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON password_tries TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON lane_commits TO '${app}'@'%';
GRANT SELECT, INSERT, DELETE ON outbox TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON shedlock TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON heartbeats TO '${app}'@'%';
