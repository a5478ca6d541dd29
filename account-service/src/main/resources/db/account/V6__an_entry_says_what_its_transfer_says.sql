-- A transfer and its two entries are written in one transaction, by the shard's one writer, under the transfer's primary
-- key: that is what refuses a second pair. This key said it again, at the price of the longest index of the ledger, in
-- no order. That each entry says what its transfer says is compared by reconciliation: see docs/adr/0026.
ALTER TABLE entries DROP KEY entries_once;
