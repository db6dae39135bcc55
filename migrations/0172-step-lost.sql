-- Since when a step waits for the PC that it lost in the middle of its work.
ALTER TABLE step ADD COLUMN lost_at timestamptz;
