-- The first boot of a Windows that a deployment applied: which ticket redeemed its answer file, by which PC, and what the
-- PC reported. One row a deployment; a new ticket begins it anew. Tokens and the PC's own key are stored as digests.
CREATE TABLE windows_boot (
  deployment_id uuid CONSTRAINT windows_boot_pk PRIMARY KEY
    CONSTRAINT windows_boot_deployment_fk REFERENCES deployment (id) ON DELETE CASCADE,
  machine_id uuid NOT NULL CONSTRAINT windows_boot_machine_fk REFERENCES machine (id) ON DELETE CASCADE,
  order_key text NOT NULL,
  ticket_id text NOT NULL,
  key_hash text NOT NULL,
  token_hash text NOT NULL,
  redeemed_at timestamptz NOT NULL DEFAULT now(),
  redeemed_count integer NOT NULL DEFAULT 1,
  acknowledged_at timestamptz,
  report jsonb,
  reported_at timestamptz,
  seal jsonb,
  sealed_at timestamptz,
  expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX windows_boot_token_unique ON windows_boot (token_hash);
