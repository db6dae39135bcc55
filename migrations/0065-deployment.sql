-- Deployments, their frozen steps, what each step said, and the signals of the machines.
CREATE TABLE deployment (
  id uuid NOT NULL,
  lot_id uuid,
  row_number integer NOT NULL,
  purpose text NOT NULL,
  state text NOT NULL,
  profile_version_id uuid,
  machine_id uuid,
  serial text,
  mac text,
  hostname text,
  user_name text,
  asset_tag text,
  organizational_unit text,
  notes text,
  boot_target text NOT NULL DEFAULT 'disk',
  plan jsonb,
  facts jsonb NOT NULL DEFAULT '{}',
  failure jsonb,
  last_signal text,
  last_signal_at timestamptz,
  armed_at timestamptz,
  armed_by text,
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT deployment_pk PRIMARY KEY (id),
  CONSTRAINT deployment_lot_fk FOREIGN KEY (lot_id) REFERENCES lot (id),
  CONSTRAINT deployment_machine_fk FOREIGN KEY (machine_id) REFERENCES machine (id),
  CONSTRAINT deployment_profile_version_fk FOREIGN KEY (profile_version_id) REFERENCES profile_version (id),
  CONSTRAINT deployment_purpose_check CHECK (purpose IN ('deploy', 'capture')),
  CONSTRAINT deployment_state_check CHECK (state IN ('planned', 'armed', 'running', 'waiting', 'certified', 'captured', 'failed', 'cancelled')),
  CONSTRAINT deployment_boot_target_check CHECK (boot_target IN ('environment', 'disk'))
);

-- One active deployment a machine, whatever it is known by.
CREATE UNIQUE INDEX deployment_active_machine_unique ON deployment (machine_id) WHERE state IN ('armed', 'running', 'waiting');
CREATE UNIQUE INDEX deployment_active_serial_unique ON deployment (serial) WHERE state IN ('armed', 'running', 'waiting');
CREATE UNIQUE INDEX deployment_active_mac_unique ON deployment (mac) WHERE state IN ('armed', 'running', 'waiting');
CREATE INDEX deployment_lot_index ON deployment (lot_id, row_number);
CREATE INDEX deployment_state_index ON deployment (state);

CREATE TABLE step (
  id uuid NOT NULL,
  deployment_id uuid NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  lane text NOT NULL,
  timeout_ms integer NOT NULL,
  state text NOT NULL,
  attempt integer NOT NULL DEFAULT 0,
  tries integer NOT NULL DEFAULT 0,
  waits_for text,
  progress jsonb,
  evidence jsonb,
  failure jsonb,
  queued_at timestamptz,
  claimed_at timestamptz,
  started_at timestamptz,
  heartbeat_at timestamptz,
  deadline_at timestamptz,
  ended_at timestamptz,
  CONSTRAINT step_pk PRIMARY KEY (id),
  CONSTRAINT step_deployment_fk FOREIGN KEY (deployment_id) REFERENCES deployment (id) ON DELETE CASCADE,
  CONSTRAINT step_lane_check CHECK (lane IN ('imaging', 'control')),
  CONSTRAINT step_state_check CHECK (state IN ('pending', 'queued', 'running', 'waiting', 'done', 'failed', 'cancelled'))
);
CREATE UNIQUE INDEX step_position_unique ON step (deployment_id, position);
CREATE UNIQUE INDEX step_name_unique ON step (deployment_id, name);
CREATE INDEX step_state_index ON step (state) WHERE state IN ('queued', 'running', 'waiting');

CREATE TABLE step_log (
  id bigint GENERATED ALWAYS AS IDENTITY,
  step_id uuid NOT NULL,
  attempt integer NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  text text NOT NULL,
  CONSTRAINT step_log_pk PRIMARY KEY (id),
  CONSTRAINT step_log_step_fk FOREIGN KEY (step_id) REFERENCES step (id) ON DELETE CASCADE
);
CREATE INDEX step_log_step_index ON step_log (step_id, id);
