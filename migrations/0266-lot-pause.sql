-- A paused lot begins no step.
ALTER TABLE lot ADD COLUMN paused_at timestamptz;
ALTER TABLE lot ADD COLUMN paused_by text;
