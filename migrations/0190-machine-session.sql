-- The sessions of PCs in the environment that speak for a machine: what a confirmation code is bound to, and whether
-- two PCs claim one machine. `session_id` is boot's environment session; it stands on a floor above.
CREATE TABLE machine_session (
  session_id uuid CONSTRAINT machine_session_pk PRIMARY KEY,
  machine_id uuid NOT NULL CONSTRAINT machine_session_machine_fk REFERENCES machine (id) ON DELETE CASCADE,
  began_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz,
  ended_at timestamptz,
  code_number integer NOT NULL DEFAULT 0,
  code_at timestamptz,
  code_tries integer NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX machine_session_current_unique ON machine_session (machine_id) WHERE ended_at IS NULL;
CREATE INDEX machine_session_machine_index ON machine_session (machine_id, began_at);
