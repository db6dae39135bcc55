-- A work order: a customer or service, a profile version, and one deployment a row (0065).
CREATE TABLE lot (
  id uuid CONSTRAINT lot_pk PRIMARY KEY,
  number text NOT NULL,
  customer text NOT NULL,
  profile_version_id uuid NOT NULL CONSTRAINT lot_profile_version_fk REFERENCES profile_version (id),
  notes text,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX lot_number_unique ON lot (number);
CREATE INDEX lot_created_index ON lot (created_at);

-- The last number given in each year: counted in the lot's own transaction, so that none is missing.
CREATE TABLE lot_sequence (
  year integer CONSTRAINT lot_sequence_pk PRIMARY KEY,
  last integer NOT NULL
);
