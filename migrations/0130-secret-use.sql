-- Which secret a profile names in which field, and which administrator approved it. Without indexes of lists:
-- an approval holds for a field, whatever its place among its like.
CREATE TABLE secret_use (
  id text CONSTRAINT secret_use_pk PRIMARY KEY,
  reference text NOT NULL,
  profile text NOT NULL,
  field text NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT now(),
  approved_by text,
  approved_at timestamptz
);
CREATE INDEX secret_use_reference_index ON secret_use (reference);
