-- A campaign: ORDERED until its packets are made and paid, then FUNDED, and SETTLED when all of it is home; REFUSED when
-- the sponsor could not pay. What else a campaign is (scheduled, running, paused, ended) follows from its times.
CREATE TABLE campaigns (
    campaign_id BIGINT NOT NULL PRIMARY KEY,
    operator_id BIGINT NOT NULL,
    idempotency_key VARCHAR(64) NULL,
    request_hash CHAR(64) NOT NULL,
    name VARCHAR(240) NOT NULL,
    sponsor_id BIGINT NOT NULL,
    budget_fen BIGINT NOT NULL,
    prizes_total INT NOT NULL,
    per_user_cap INT NOT NULL,
    claim_seconds BIGINT NOT NULL,
    starts_at DATETIME(3) NOT NULL,
    ends_at DATETIME(3) NOT NULL,
    stage VARCHAR(16) NOT NULL,
    paused BOOLEAN NOT NULL DEFAULT FALSE,
    -- The pace: from paced_from on, the prizes behind paced_ordinal are dealt evenly until ends_at.
    paced_from DATETIME(3) NOT NULL,
    paced_ordinal INT NOT NULL DEFAULT 0,
    dealt_through INT NOT NULL DEFAULT 0,
    trace_id VARCHAR(32) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    settled_at DATETIME(3) NULL,
    UNIQUE KEY campaigns_by_key (operator_id, idempotency_key),
    KEY campaigns_by_stage (stage, campaign_id),
    CONSTRAINT campaigns_stage CHECK (stage IN ('ORDERED', 'FUNDED', 'REFUSED', 'SETTLED'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE campaign_packets (
    campaign_id BIGINT NOT NULL,
    set_id INT NOT NULL,
    packet_id BIGINT NOT NULL,
    kind VARCHAR(16) NOT NULL,
    total_fen BIGINT NOT NULL,
    share_count INT NOT NULL,
    PRIMARY KEY (campaign_id, set_id, packet_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Prizes in the order in which they are dealt. FREE, HELD by a gateway's lease, DOUBTED when a win of it was sent and not
-- answered (it is not dealt again), WON.
CREATE TABLE prizes (
    prize_id BIGINT NOT NULL PRIMARY KEY,
    campaign_id BIGINT NOT NULL,
    ordinal INT NOT NULL,
    set_id INT NOT NULL,
    packet_id BIGINT NOT NULL,
    amount_fen BIGINT NULL,
    worth_fen BIGINT NOT NULL,
    share_count INT NOT NULL,
    state VARCHAR(8) NOT NULL,
    holder VARCHAR(96) NULL,
    UNIQUE KEY prizes_in_order (campaign_id, ordinal),
    KEY prizes_by_state (campaign_id, state, ordinal),
    KEY prizes_by_holder (holder, state),
    CONSTRAINT prizes_state CHECK (state IN ('FREE', 'HELD', 'DOUBTED', 'WON'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Rule W1: a prize is won once, a user wins the campaign's n-th prize once, and one prize of a packet.
CREATE TABLE wins (
    prize_id BIGINT NOT NULL PRIMARY KEY,
    campaign_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    win_number INT NOT NULL,
    set_id INT NOT NULL,
    packet_id BIGINT NOT NULL,
    amount_fen BIGINT NULL,
    worth_fen BIGINT NOT NULL,
    won_at DATETIME(3) NOT NULL,
    granted BOOLEAN NOT NULL DEFAULT FALSE,
    trace_id VARCHAR(32) NOT NULL,
    UNIQUE KEY wins_of_a_user (campaign_id, user_id, win_number),
    UNIQUE KEY wins_one_a_packet (packet_id, user_id, set_id),
    KEY wins_to_grant (granted, won_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who holds prizes, until when. A holder is one life of a gateway.
CREATE TABLE prize_leases (
    holder VARCHAR(96) NOT NULL PRIMARY KEY,
    until_at DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE IF NOT EXISTS shedlock (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    lock_until TIMESTAMP(3) NOT NULL,
    locked_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    locked_by VARCHAR(255) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE ON campaigns TO '${app}'@'%';
GRANT SELECT, INSERT ON campaign_packets TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON prizes TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON wins TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON prize_leases TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON shedlock TO '${app}'@'%';
