-- When a lot is due, and when its PCs are woken by themselves; each PC once for a date.
ALTER TABLE lot ADD COLUMN site text;
ALTER TABLE lot ADD COLUMN due_on date;
ALTER TABLE lot ADD COLUMN begin_at timestamptz;
ALTER TABLE deployment ADD COLUMN woken_at timestamptz;
CREATE INDEX lot_begin_at_index ON lot (begin_at);
