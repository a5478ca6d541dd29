-- What numbered a user's messages last. Its row is locked from the numbering to the commit, so a user's messages become
-- visible in the order of their numbers, and whoever has read up to one has missed none before it.
CREATE TABLE inbox_heads (
    user_id BIGINT NOT NULL PRIMARY KEY,
    last_number BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO inbox_heads (user_id, last_number) SELECT user_id, MAX(message_number) FROM inbox GROUP BY user_id;

ALTER TABLE inbox ADD KEY inbox_by_age (at);

ALTER TABLE profiles ADD KEY profiles_by_change (updated_at, user_id);

-- The first answer under a key of a user.
CREATE TABLE idempotency_keys (
    user_id BIGINT NOT NULL,
    idempotency_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    request_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    answer TEXT NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (user_id, idempotency_key),
    KEY idempotency_keys_by_age (created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The row of a group is locked while its members change; version counts the changes.
CREATE TABLE chat_groups (
    group_id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(240) NOT NULL,
    owner_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE group_members (
    group_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    added_at DATETIME(3) NOT NULL,
    PRIMARY KEY (group_id, user_id),
    KEY group_members_by_user (user_id, group_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Events of groups, each with all members: another topic than that of outbox, and longer.
CREATE TABLE group_outbox (
    id BIGINT NOT NULL PRIMARY KEY,
    event_key BIGINT NOT NULL,
    payload TEXT NOT NULL,
    created_at DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE shares (
    share_id BIGINT NOT NULL PRIMARY KEY,
    packet_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sender_id BIGINT NOT NULL,
    recipients INT NOT NULL,
    created_at DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who has not got the message of a share yet: a row goes in the transaction that puts the message into the inbox.
CREATE TABLE share_recipients (
    share_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    PRIMARY KEY (share_id, user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Records by user. The primary keys say what the event ids say: a packet is sent once, opened once by a user, and has
-- one luckiest. A row of sent_packets whose total is not known yet stands for an end that arrived before the beginning.
CREATE TABLE sent_packets (
    sender_id BIGINT NOT NULL,
    packet_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    time_key BIGINT NOT NULL,
    kind VARCHAR(16) NULL,
    total_fen BIGINT NULL,
    share_count INT NULL,
    opened_count INT NULL,
    opened_fen BIGINT NULL,
    ending VARCHAR(16) NULL,
    created_at DATETIME(3) NULL,
    expires_at DATETIME(3) NULL,
    PRIMARY KEY (sender_id, packet_id),
    KEY sent_packets_by_time (sender_id, time_key)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE received_packets (
    user_id BIGINT NOT NULL,
    packet_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    time_key BIGINT NOT NULL,
    sender_id BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    opened_at DATETIME(3) NOT NULL,
    PRIMARY KEY (user_id, packet_id),
    KEY received_packets_by_time (user_id, time_key)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE luckiest_packets (
    user_id BIGINT NOT NULL,
    packet_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    finished_at DATETIME(3) NOT NULL,
    PRIMARY KEY (user_id, packet_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE ON inbox_heads TO '${app}'@'%';
GRANT SELECT, INSERT, DELETE ON idempotency_keys TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON chat_groups TO '${app}'@'%';
GRANT SELECT, INSERT, DELETE ON group_members TO '${app}'@'%';
GRANT SELECT, INSERT, DELETE ON group_outbox TO '${app}'@'%';
GRANT SELECT, INSERT ON shares TO '${app}'@'%';
GRANT SELECT, INSERT, DELETE ON share_recipients TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON sent_packets TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON received_packets TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON luckiest_packets TO '${app}'@'%';
