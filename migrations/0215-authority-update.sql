-- Signed updates of Secure Boot's variables that an administrator imported; each file is a payload of that digest.
CREATE TABLE authority_update (
  sha256 text CONSTRAINT authority_update_pk PRIMARY KEY,
  variable text NOT NULL CONSTRAINT authority_update_variable_check CHECK (variable IN ('KEK', 'db', 'dbx')),
  name text NOT NULL,
  bytes integer NOT NULL,
  signed_time text NOT NULL,
  signers jsonb NOT NULL,
  adds jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
