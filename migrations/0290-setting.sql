-- Settings of the installation that an administrator edits at run time: one row for each setting that was ever written.
-- The values of its secret fields are only in `sealed`, encrypted by the vault.
CREATE TABLE setting (
  name text CONSTRAINT setting_pk PRIMARY KEY,
  value jsonb NOT NULL,
  sealed bytea,
  updated_by text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
