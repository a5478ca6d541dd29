-- What operators decide. A set that has no row is open.
CREATE TABLE set_states (
    set_id INT NOT NULL PRIMARY KEY,
    state VARCHAR(16) NOT NULL,
    why VARCHAR(200) NOT NULL,
    since DATETIME(3) NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT set_states_state CHECK (state IN ('OPEN', 'MASKED', 'DOWN'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE heartbeats (
    process VARCHAR(64) NOT NULL PRIMARY KEY,
    at DATETIME(3) NOT NULL,
    beats BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE ON set_states TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON heartbeats TO '${app}'@'%';
