-- Every change that operators make at packet-service, by all instances.
CREATE TABLE audit_log (
    entry_id BIGINT NOT NULL PRIMARY KEY,
    operator_id BIGINT NOT NULL,
    action VARCHAR(32) NOT NULL,
    subject VARCHAR(64) NOT NULL,
    detail VARCHAR(200) NULL,
    reason VARCHAR(200) NULL,
    at DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

GRANT SELECT, INSERT, DELETE ON audit_log TO '${app}'@'%';
