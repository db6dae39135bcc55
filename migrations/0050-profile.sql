-- A profile version never changes: a deployment under way, and a certificate years later, refer to it.
CREATE TABLE profile_version (
  id uuid CONSTRAINT profile_version_pk PRIMARY KEY,
  name text NOT NULL,
  version integer NOT NULL CONSTRAINT profile_version_version_check CHECK (version > 0),
  digest text NOT NULL,
  document jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX profile_version_number_unique ON profile_version (name, version);
CREATE UNIQUE INDEX profile_version_digest_unique ON profile_version (name, digest);

CREATE FUNCTION refuse_profile_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a profile version never changes';
END
$$;
CREATE TRIGGER profile_version_immutable BEFORE UPDATE OR DELETE ON profile_version
  FOR EACH ROW EXECUTE FUNCTION refuse_profile_change();

-- The version of each profile that was applied last, which need not be the highest.
CREATE TABLE profile (
  name text CONSTRAINT profile_pk PRIMARY KEY,
  version_id uuid NOT NULL CONSTRAINT profile_version_fk REFERENCES profile_version (id),
  applied_at timestamptz NOT NULL DEFAULT now()
);
