-- When a machine last gave a sign of life. A row of its own: it is written often, and machine rows are large.
CREATE TABLE machine_life (
  machine_id uuid CONSTRAINT machine_life_pk PRIMARY KEY
    CONSTRAINT machine_life_machine_fk REFERENCES machine (id) ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT now(),
  environment_at timestamptz
);
