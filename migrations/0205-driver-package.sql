-- The driver packages of Windows that were imported: an INF and the files that it copies, stored as payloads.
CREATE TABLE driver_package (
  id uuid CONSTRAINT driver_package_pk PRIMARY KEY,
  digest text NOT NULL,
  inf text NOT NULL,
  provider text NOT NULL,
  class text NOT NULL,
  class_guid text NOT NULL,
  date text NOT NULL,
  version text NOT NULL,
  architectures text[] NOT NULL,
  signature text NOT NULL
    CONSTRAINT driver_package_signature_check CHECK (signature IN ('microsoft', 'vendor', 'unsigned', 'unknown')),
  signature_reason jsonb NOT NULL,
  facts jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX driver_package_digest_unique ON driver_package (digest);
CREATE INDEX driver_package_inf_index ON driver_package (inf, created_at);

CREATE TABLE driver_file (
  package_id uuid NOT NULL CONSTRAINT driver_file_package_fk REFERENCES driver_package ON DELETE CASCADE,
  path text NOT NULL,
  sha256 text NOT NULL,
  bytes bigint NOT NULL,
  CONSTRAINT driver_file_pk PRIMARY KEY (package_id, path)
);

-- One row for each id of a models line; ids in upper case.
CREATE TABLE driver_id (
  package_id uuid NOT NULL CONSTRAINT driver_id_package_fk REFERENCES driver_package ON DELETE CASCADE,
  entry integer NOT NULL,
  id text NOT NULL,
  position integer NOT NULL,
  manufacturer integer NOT NULL,
  decoration text NOT NULL,
  section text NOT NULL,
  description text NOT NULL,
  feature_score integer NOT NULL,
  service text,
  CONSTRAINT driver_id_pk PRIMARY KEY (package_id, entry)
);
CREATE INDEX driver_id_id_index ON driver_id (id);
