-- Packets of campaigns. Their audience grows: by the winners of their prizes, and by whom a seed is shared with.
ALTER TABLE packets ADD COLUMN campaign_id BIGINT NULL;
CREATE INDEX packets_by_campaign ON packets (campaign_id);

-- Who won which prize of a packet, and how much it is; null for a prize whose amount is drawn when it is opened. A user
-- wins one prize of a packet at the most.
CREATE TABLE packet_prizes (
    packet_id BIGINT NOT NULL,
    prize_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    amount_fen BIGINT NULL,
    won_at DATETIME(3) NOT NULL,
    PRIMARY KEY (packet_id, prize_id),
    UNIQUE KEY packet_prizes_one_a_user (packet_id, user_id),
    CONSTRAINT packet_prizes_amount CHECK (amount_fen IS NULL OR amount_fen >= 1)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Append-only for the application: what was won stays won.
GRANT SELECT, INSERT ON packet_prizes TO '${app}'@'%';
