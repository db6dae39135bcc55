-- What the session's ticket was given for. Sessions of before begin nothing any more: their inventory has come.
ALTER TABLE environment_session
  ADD COLUMN purpose text NOT NULL DEFAULT 'inventory'
    CONSTRAINT environment_session_purpose_check CHECK (purpose IN ('deployment', 'inventory')),
  ADD COLUMN order_key text,
  ADD COLUMN next text;
ALTER TABLE environment_session ALTER COLUMN purpose DROP DEFAULT;
UPDATE environment_session SET next = 'restart';
