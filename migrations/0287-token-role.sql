-- The most that a token may do, below its account's role; null: all that its account may.
ALTER TABLE api_token ADD COLUMN role text
  CONSTRAINT api_token_role_check CHECK (role IN ('viewer', 'technician', 'administrator'));
