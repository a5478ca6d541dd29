-- The thanks of an opener for a packet: one each. sender_id is the packet's sender.
CREATE TABLE thanks (
    packet_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    user_id BIGINT NOT NULL,
    sender_id BIGINT NOT NULL,
    text VARCHAR(320) NOT NULL,
    at DATETIME(3) NOT NULL,
    PRIMARY KEY (packet_id, user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- A character of a text has at most 16 code points: 40 of them in a nickname, 60 in a group's name, 20 in thanks.
ALTER TABLE profiles MODIFY nickname VARCHAR(640) NOT NULL;
ALTER TABLE chat_groups MODIFY name VARCHAR(960) NOT NULL;
ALTER TABLE inbox MODIFY text VARCHAR(320) NULL;
ALTER TABLE outbox MODIFY payload VARCHAR(3000) NOT NULL;

-- Each kind of call keeps its own keys: a key is stored behind its kind. The answer tells the kind of the older rows.
ALTER TABLE idempotency_keys
    MODIFY idempotency_key VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;
UPDATE idempotency_keys
    SET idempotency_key = CONCAT(IF(answer LIKE '{"shareId":%', 'share:', 'group:'), idempotency_key)
    WHERE idempotency_key NOT LIKE '%:%';

GRANT SELECT, INSERT ON thanks TO '${app}'@'%';
