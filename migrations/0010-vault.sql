-- Sealed secrets and keys, and the tickets that were used.
CREATE TABLE secret (
  reference text NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT secret_pk PRIMARY KEY (reference)
);

CREATE TABLE spent_ticket (
  id text NOT NULL,
  expires_at timestamptz NOT NULL,
  spent_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT spent_ticket_pk PRIMARY KEY (id)
);
CREATE INDEX spent_ticket_expires_at_index ON spent_ticket (expires_at);

CREATE TABLE ticket_horizon (
  purpose text NOT NULL,
  subject text NOT NULL,
  issued_at timestamptz NOT NULL,
  CONSTRAINT ticket_horizon_pk PRIMARY KEY (purpose, subject)
);
CREATE INDEX ticket_horizon_issued_at_index ON ticket_horizon (issued_at);
