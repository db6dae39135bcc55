-- User data that was saved from PCs before they were erased: one encrypted repository a machine, and its snapshots.
CREATE TABLE user_data_repository (
  machine_id uuid CONSTRAINT user_data_repository_pk PRIMARY KEY
    CONSTRAINT user_data_repository_machine_fk REFERENCES machine (id) ON DELETE CASCADE,
  sealed_password bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE user_data_snapshot (
  id text CONSTRAINT user_data_snapshot_pk PRIMARY KEY,
  machine_id uuid NOT NULL
    CONSTRAINT user_data_snapshot_repository_fk REFERENCES user_data_repository (machine_id) ON DELETE CASCADE,
  deployment_id uuid NOT NULL,
  files bigint NOT NULL,
  bytes bigint NOT NULL,
  profiles jsonb NOT NULL,
  skipped jsonb NOT NULL,
  taken_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  restore_wanted boolean NOT NULL,
  restored_at timestamptz
);

CREATE UNIQUE INDEX user_data_snapshot_deployment_unique ON user_data_snapshot (deployment_id);
CREATE INDEX user_data_snapshot_machine_index ON user_data_snapshot (machine_id);
CREATE INDEX user_data_snapshot_expires_at_index ON user_data_snapshot (expires_at);
