-- PCs that asked for the environment and have too little memory for it. They never reach it, so that nothing else is
-- known of them: machine_id is null until the PC is known, and has no foreign key.
CREATE TABLE short_memory (
  mac text CONSTRAINT short_memory_pk PRIMARY KEY,
  serial text,
  machine_id uuid,
  found_mib integer NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now()
);
