-- One of several processes reconciles, and one seals: leases.
CREATE TABLE shedlock (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    lock_until TIMESTAMP(3) NOT NULL,
    locked_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    locked_by VARCHAR(255) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Covers digests of what the ledger holds of a packet, and the sums by packet.
ALTER TABLE entries
    ADD KEY entries_of_packet (packet_set, packet_number, account, amount_fen, user_id, kind),
    DROP KEY entries_by_packet;

-- The hash chain over the ledger, sealed behind the writer by one sealer: SHA-256 over the seal before and the rows of
-- (from_entry_id, through_entry_id]. A later change of a sealed row by hand breaks it.
CREATE TABLE seals (
    seal_id BIGINT NOT NULL PRIMARY KEY,
    after_entry_id BIGINT NOT NULL,
    through_entry_id BIGINT NOT NULL,
    row_count INT NOT NULL,
    hash CHAR(64) NOT NULL,
    sealed_at DATETIME(3) NOT NULL,
    UNIQUE KEY seals_in_order (after_entry_id)
) ENGINE = InnoDB DEFAULT CHARSET = ascii COLLATE = ascii_bin;

GRANT SELECT, INSERT, UPDATE ON shedlock TO '${app}'@'%';
GRANT SELECT, INSERT ON seals TO '${app}'@'%';
