-- The software catalogue: one version of a program each, immutable; its files are payloads.
CREATE TABLE program (
  id uuid CONSTRAINT program_pk PRIMARY KEY,
  name text NOT NULL,
  version text NOT NULL,
  kind text NOT NULL,
  digest text NOT NULL,
  document jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX program_name_version_unique ON program (name, version);
