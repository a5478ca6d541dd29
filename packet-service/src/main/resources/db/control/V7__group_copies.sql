-- Who is in a chat group, as notify-service told it last: so packets are sent to groups while it is away.
CREATE TABLE group_copies (
    group_id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    members TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE ON group_copies TO '${app}'@'%';
