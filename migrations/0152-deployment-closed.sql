-- A failed deployment asks for somebody until it is retried or closed: somebody says what becomes of the PC.
ALTER TABLE deployment
  ADD COLUMN closed_at timestamptz,
  ADD COLUMN closed_by text,
  ADD COLUMN closing_note text,
  ADD CONSTRAINT deployment_closed_check CHECK (
    (closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (closing_note IS NULL)
    AND (closed_at IS NULL OR state = 'failed')
  );
