-- The directories that PCs join: Active Directory domains, or those of Samba. Passwords stand in the vault.
CREATE TABLE directory (
  name text CONSTRAINT directory_pk PRIMARY KEY,
  document jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
