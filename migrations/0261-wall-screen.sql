-- Screens that show the wall of the workshop: each reads with a token of its own, which its code was exchanged for once.
CREATE TABLE wall_screen (
  id uuid CONSTRAINT wall_screen_pk PRIMARY KEY,
  name text NOT NULL,
  code_hash text,
  code_until timestamptz,
  token_hash text,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  paired_at timestamptz,
  seen_at timestamptz,
  revoked_at timestamptz
);
CREATE UNIQUE INDEX wall_screen_code_unique ON wall_screen (code_hash);
CREATE UNIQUE INDEX wall_screen_token_unique ON wall_screen (token_hash);
