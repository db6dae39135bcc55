-- One version of a master: immutable, its payload named by its SHA-256.
CREATE TABLE master (
  id uuid CONSTRAINT master_pk PRIMARY KEY,
  name text NOT NULL,
  version text NOT NULL,
  kind text NOT NULL CONSTRAINT master_kind_check CHECK (kind IN ('rootfs', 'disk', 'wim')),
  system text NOT NULL,
  system_version text NOT NULL,
  architecture text NOT NULL,
  payload_sha256 text NOT NULL,
  payload_bytes bigint NOT NULL,
  raw_bytes bigint NOT NULL,
  contents_sha256 text,
  index_sha256 text,
  index_signature text,
  index_key_id text,
  parent_sha256 text,
  minimum_disk_bytes bigint NOT NULL,
  logical_sector_bytes integer,
  manifest jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX master_name_version_unique ON master (name, version);
CREATE INDEX master_name_created_index ON master (name, created_at);
CREATE INDEX master_payload_index ON master (payload_sha256);
