CREATE TABLE profiles (
    user_id BIGINT NOT NULL PRIMARY KEY,
    nickname VARCHAR(160) NOT NULL,
    avatar_url VARCHAR(512) NOT NULL,
    version BIGINT NOT NULL,
    updated_at DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row a user and event and kind, however often the event comes.
CREATE TABLE inbox (
    user_id BIGINT NOT NULL,
    message_number BIGINT NOT NULL,
    kind VARCHAR(24) NOT NULL,
    packet_id VARCHAR(32) NULL,
    from_user_id BIGINT NULL,
    text VARCHAR(200) NULL,
    at DATETIME(3) NOT NULL,
    read_at DATETIME(3) NULL,
    source_event_id VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (user_id, message_number),
    UNIQUE KEY inbox_once (user_id, source_event_id, kind)
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

GRANT SELECT, INSERT, UPDATE ON profiles TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON inbox TO '${app}'@'%';
GRANT SELECT, INSERT, DELETE ON outbox TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON shedlock TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON heartbeats TO '${app}'@'%';
