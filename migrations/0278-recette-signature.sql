-- Who signed the answers of a recette by hand. `answers_digest` says which answers: a signature does not count any more
-- when one of them is corrected. Rows are never changed.
CREATE TABLE recette_signature (
  id uuid NOT NULL,
  deployment_id uuid NOT NULL,
  role text NOT NULL,
  name text NOT NULL,
  account_id uuid,
  by_pin boolean NOT NULL,
  answers_digest text NOT NULL,
  drawing_digest text,
  drawing_type text,
  signed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT recette_signature_pk PRIMARY KEY (id),
  CONSTRAINT recette_signature_role_check CHECK (role IN ('technician', 'customer')),
  CONSTRAINT recette_signature_pin_check CHECK (NOT by_pin OR account_id IS NOT NULL),
  CONSTRAINT recette_signature_drawing_check CHECK ((drawing_digest IS NULL) = (drawing_type IS NULL))
);
CREATE INDEX recette_signature_deployment_index ON recette_signature (deployment_id, signed_at);
CREATE INDEX recette_signature_drawing_index ON recette_signature (drawing_digest);
