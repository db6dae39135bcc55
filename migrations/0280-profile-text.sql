-- What a person wrote of a profile version, with its comments. The version itself never changes; a text that asks for
-- the same takes the place of this one.
CREATE TABLE profile_text (
  version_id uuid CONSTRAINT profile_text_pk PRIMARY KEY
    CONSTRAINT profile_text_version_fk REFERENCES profile_version (id),
  text text NOT NULL,
  written_by text NOT NULL,
  written_at timestamptz NOT NULL DEFAULT now()
);
