-- One PC, known by its serial number, else its UUID, else a MAC of its own.
CREATE TABLE machine (
  id uuid CONSTRAINT machine_pk PRIMARY KEY,
  serial text,
  uuid text,
  uuid_shared boolean NOT NULL DEFAULT false,
  manufacturer text,
  product text,
  inventory jsonb,
  inventory_at timestamptz,
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX machine_serial_unique ON machine (serial);
CREATE UNIQUE INDEX machine_uuid_unique ON machine (uuid) WHERE NOT uuid_shared;
CREATE INDEX machine_last_seen_index ON machine (last_seen_at);

-- `own`: the MAC names this machine. A dock or USB adapter names none, whatever PC it was seen on.
CREATE TABLE machine_mac (
  machine_id uuid NOT NULL CONSTRAINT machine_mac_machine_fk REFERENCES machine (id) ON DELETE CASCADE,
  mac text NOT NULL,
  own boolean NOT NULL,
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT machine_mac_pk PRIMARY KEY (machine_id, mac)
);
CREATE UNIQUE INDEX machine_mac_own_unique ON machine_mac (mac) WHERE own;
CREATE INDEX machine_mac_index ON machine_mac (mac);

CREATE TABLE machine_channel (
  machine_id uuid NOT NULL CONSTRAINT machine_channel_machine_fk REFERENCES machine (id) ON DELETE CASCADE,
  kind text NOT NULL CONSTRAINT machine_channel_kind_check CHECK (kind IN ('environment', 'system')),
  address text NOT NULL,
  port integer NOT NULL,
  host_key text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT machine_channel_pk PRIMARY KEY (machine_id, kind)
);

CREATE TABLE machine_change (
  id uuid CONSTRAINT machine_change_pk PRIMARY KEY,
  machine_id uuid NOT NULL CONSTRAINT machine_change_machine_fk REFERENCES machine (id) ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT now(),
  changes jsonb NOT NULL
);
CREATE INDEX machine_change_machine_index ON machine_change (machine_id, at);

CREATE TABLE machine_anomaly (
  id uuid CONSTRAINT machine_anomaly_pk PRIMARY KEY,
  kind text NOT NULL CONSTRAINT machine_anomaly_kind_check
    CHECK (kind IN ('adapter', 'shared-uuid', 'changed-board', 'two-records')),
  value text NOT NULL,
  machine_ids uuid[] NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX machine_anomaly_unique ON machine_anomaly (kind, value);
