-- A paused lot begins no step.
ALTER TABLE lot ADD COLUMN paused_at timestamptz;
ALTER TABLE lot ADD COLUMN paused_by text;
ALTER TABLE lot ADD CONSTRAINT lot_paused_check CHECK ((paused_at IS NULL) = (paused_by IS NULL));
