-- A row of the outbox holds one event, or the lines of several that were promised in one transaction (event_key 0).
ALTER TABLE outbox MODIFY COLUMN payload TEXT NOT NULL;
