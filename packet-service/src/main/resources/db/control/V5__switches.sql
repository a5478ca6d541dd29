-- Which parts are turned on. A switch that has no row is on.
CREATE TABLE switches (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    turned_on BOOLEAN NOT NULL,
    why VARCHAR(200) NOT NULL,
    since DATETIME(3) NOT NULL,
    version BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE ON switches TO '${app}'@'%';
