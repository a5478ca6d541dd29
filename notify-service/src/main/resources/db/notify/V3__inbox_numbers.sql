-- The last number that any message has. Its row is locked from the numbering to the commit, so messages become visible in
-- the order of their numbers, and whoever has read up to one has missed none before it. One row for all: a batch changes
-- it once, where inbox_heads had a row a user, which a batch changed and read for each message's user. That table is not
-- written any more; it stays for processes of the version before.
CREATE TABLE inbox_numbers (
    id TINYINT NOT NULL PRIMARY KEY,
    last_number BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO inbox_numbers (id, last_number) SELECT 1, COALESCE(MAX(last_number), 0) FROM inbox_heads;

GRANT SELECT, UPDATE ON inbox_numbers TO '${app}'@'%';
