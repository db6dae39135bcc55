-- Photos that a technician took as evidence of an answer. The bytes are in the data directory, under their digest.
CREATE TABLE check_photo (
  deployment_id uuid NOT NULL,
  check_id text NOT NULL,
  digest text NOT NULL,
  media_type text NOT NULL,
  bytes integer NOT NULL,
  taken_at timestamptz NOT NULL DEFAULT now(),
  taken_by text NOT NULL,
  CONSTRAINT check_photo_pk PRIMARY KEY (deployment_id, check_id, digest),
  CONSTRAINT check_photo_digest_check CHECK (digest ~ '^[0-9a-f]{64}$'),
  CONSTRAINT check_photo_media_type_check CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp'))
);
CREATE INDEX check_photo_digest_index ON check_photo (digest);
