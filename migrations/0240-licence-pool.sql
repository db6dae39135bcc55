-- Pools of licences: each licence is a row, so that two PCs can never get the same one. A key is sealed by the vault.
CREATE TABLE licence_pool (
  name text CONSTRAINT licence_pool_pk PRIMARY KEY,
  kind text NOT NULL CONSTRAINT licence_pool_kind_check CHECK (kind IN ('count', 'keys')),
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE licence (
  id uuid CONSTRAINT licence_pk PRIMARY KEY,
  pool text NOT NULL CONSTRAINT licence_pool_fk REFERENCES licence_pool (name),
  position integer NOT NULL,
  sealed_key bytea,
  machine_id uuid CONSTRAINT licence_machine_fk REFERENCES machine (id),
  deployment_id uuid,
  taken_at timestamptz,
  used_at timestamptz,
  -- What nobody has was not taken, and was not used.
  CONSTRAINT licence_taken_check CHECK (
    (taken_at IS NULL) = (machine_id IS NULL AND deployment_id IS NULL) AND (used_at IS NULL OR machine_id IS NOT NULL)
  )
);
CREATE UNIQUE INDEX licence_position_unique ON licence (pool, position);
CREATE UNIQUE INDEX licence_machine_unique ON licence (pool, machine_id) WHERE machine_id IS NOT NULL;
CREATE INDEX licence_deployment_index ON licence (deployment_id);
