-- Accounts, their sessions and API tokens, and the audit log that nobody rewrites.
CREATE TABLE account (
  id uuid NOT NULL,
  name text NOT NULL,
  display_name text NOT NULL,
  role text NOT NULL,
  password_hash text NOT NULL,
  password_change_required boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  disabled_at timestamptz,
  CONSTRAINT account_pk PRIMARY KEY (id),
  CONSTRAINT account_name_unique UNIQUE (name),
  CONSTRAINT account_role_check CHECK (role IN ('viewer', 'technician', 'administrator'))
);

CREATE TABLE session (
  token_hash text NOT NULL,
  account_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  CONSTRAINT session_pk PRIMARY KEY (token_hash),
  CONSTRAINT session_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX session_account_index ON session (account_id);
CREATE INDEX session_expires_at_index ON session (expires_at);

CREATE TABLE api_token (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  token_hash text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  CONSTRAINT api_token_pk PRIMARY KEY (id),
  CONSTRAINT api_token_hash_unique UNIQUE (token_hash),
  CONSTRAINT api_token_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX api_token_account_index ON api_token (account_id);

CREATE TABLE audit_entry (
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  address text,
  CONSTRAINT audit_entry_pk PRIMARY KEY (id),
  CONSTRAINT audit_entry_actor_kind_check CHECK (actor_kind IN ('account', 'machine', 'system'))
);
CREATE INDEX audit_entry_subject_index ON audit_entry (subject_kind, subject_id, id);
CREATE INDEX audit_entry_action_index ON audit_entry (action, id);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
