-- PCs in the environment: what a PC that spent its ticket calls itself, and the key that it answers SSH with.
CREATE TABLE environment_session (
  id uuid CONSTRAINT environment_session_pk PRIMARY KEY,
  token_hash text NOT NULL,
  subject text NOT NULL,
  machine_id uuid CONSTRAINT environment_session_machine_fk REFERENCES machine (id) ON DELETE CASCADE,
  identity jsonb NOT NULL,
  host_key text NOT NULL,
  machine_nonce text NOT NULL,
  server_nonce text NOT NULL,
  address text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX environment_session_token_unique ON environment_session (token_hash);
CREATE INDEX environment_session_machine_index ON environment_session (machine_id);
CREATE INDEX environment_session_expires_at_index ON environment_session (expires_at);
