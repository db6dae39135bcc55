-- Decisions of administrators about a package on machines of a maker, model or system id.
CREATE TABLE driver_rule (
  id uuid CONSTRAINT driver_rule_pk PRIMARY KEY,
  action text NOT NULL CONSTRAINT driver_rule_action_check CHECK (action IN ('pin', 'exclude')),
  package_id uuid NOT NULL CONSTRAINT driver_rule_package_fk REFERENCES driver_package ON DELETE CASCADE,
  manufacturer text,
  model text,
  system_id text,
  reason text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX driver_rule_package_index ON driver_rule (package_id);
