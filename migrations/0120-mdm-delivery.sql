-- What a one-time link stands for: nothing of the file is kept, it is rendered when the device asks.
-- machine_id and profile have no foreign keys: a delivery is history, and outlives both.
CREATE TABLE mdm_delivery (
  id uuid NOT NULL,
  platform text NOT NULL,
  profile text NOT NULL,
  profile_version integer NOT NULL,
  machine jsonb NOT NULL,
  file text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  delivered_at timestamptz,
  CONSTRAINT mdm_delivery_pk PRIMARY KEY (id)
);
CREATE INDEX mdm_delivery_expires_at_index ON mdm_delivery (expires_at);
