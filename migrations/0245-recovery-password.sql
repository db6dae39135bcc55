-- The recovery passwords of encrypted drives that a deployment kept before it switched the protection on. The password is
-- sealed. A row is never changed: a new protector is a new row.
CREATE TABLE recovery_password (
  id uuid CONSTRAINT recovery_password_pk PRIMARY KEY DEFAULT gen_random_uuid(),
  machine_id uuid NOT NULL CONSTRAINT recovery_password_machine_fk REFERENCES machine (id),
  deployment_id uuid NOT NULL,
  computer_name text NOT NULL,
  drive text NOT NULL,
  protector_id text NOT NULL,
  sealed bytea NOT NULL,
  kept_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX recovery_password_protector_unique ON recovery_password (machine_id, protector_id);
