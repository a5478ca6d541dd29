-- The leader of the shard. Its epoch is locked first in every batch, and a successor increments it: a batch of an older
-- epoch cannot commit. The lease is measured by this database's clock. The counter makes every renewal a change, so a
-- batch that writes nothing else is acknowledged by a replica too.
CREATE TABLE shard_leader (
    id INT NOT NULL PRIMARY KEY,
    epoch BIGINT NOT NULL,
    leader VARCHAR(64) NOT NULL,
    lease_until DATETIME(3) NOT NULL,
    renewals BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO shard_leader (id, epoch, leader, lease_until, renewals) VALUES (1, 0, '', '2000-01-01', 0);

-- Which shard this schema is, and of how many. The numbers decide where a user's wallet is, so they never change.
CREATE TABLE ledger_layout (
    id INT NOT NULL PRIMARY KEY,
    shard INT NOT NULL,
    shards INT NOT NULL,
    partitions_per_shard INT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = ascii COLLATE = ascii_bin;

-- A payout is promised in the transaction of its withdrawal, and carried to the payment provider afterwards.
CREATE TABLE payouts (
    withdrawal_id VARCHAR(96) NOT NULL PRIMARY KEY,
    user_id BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    state VARCHAR(16) NOT NULL,
    at DATETIME(3) NOT NULL,
    tries INT NOT NULL,
    next_try_at DATETIME(3) NOT NULL,
    KEY payouts_due (state, next_try_at)
) ENGINE = InnoDB DEFAULT CHARSET = ascii COLLATE = ascii_bin;

-- Until now a payout was made after the commit and recorded nowhere. Those of the last day are carried once more, under
-- the reference that they had: the provider pays one reference once, so this pays only what a crash had lost. Older ones
-- count as paid, since a provider forgets references.
INSERT INTO payouts (withdrawal_id, user_id, amount_fen, state, at, tries, next_try_at)
SELECT transfer_id, user_id, -amount_fen,
       CASE WHEN at >= UTC_TIMESTAMP(3) - INTERVAL 1 DAY THEN 'PENDING' ELSE 'PAID' END, at, 0, at FROM transfers WHERE kind = 'WITHDRAWAL';

GRANT SELECT, UPDATE ON shard_leader TO '${app}'@'%';
GRANT SELECT, INSERT ON ledger_layout TO '${app}'@'%';
GRANT SELECT, INSERT, UPDATE ON payouts TO '${app}'@'%';
