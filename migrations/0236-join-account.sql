-- The computer accounts that deployments made or took, one row an arming. The password and the join blob are sealed by
-- the vault, and removed as soon as the PC has its answer file. Two PCs cannot prepare the same name at once.
CREATE TABLE join_account (
  id uuid CONSTRAINT join_account_pk PRIMARY KEY,
  deployment_id uuid NOT NULL,
  order_key text NOT NULL,
  machine_id uuid NOT NULL CONSTRAINT join_account_machine_fk REFERENCES machine (id) ON DELETE CASCADE,
  directory text NOT NULL,
  computer text NOT NULL,
  organizational_unit text NOT NULL,
  action text NOT NULL CONSTRAINT join_account_action_check CHECK (action IN ('create', 'reuse', 'move')),
  state text NOT NULL CONSTRAINT join_account_state_check
    CHECK (state IN ('preparing', 'ready', 'given', 'consumed', 'revoking', 'revoked')),
  account_guid text,
  groups jsonb NOT NULL DEFAULT '[]',
  sealed_password bytea,
  sealed_blob bytea,
  logon_before timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  given_at timestamptz,
  expires_at timestamptz NOT NULL,
  retry_at timestamptz
);
CREATE UNIQUE INDEX join_account_order_unique ON join_account (order_key);
CREATE UNIQUE INDEX join_account_name_unique ON join_account (directory, computer)
  WHERE state IN ('preparing', 'ready', 'given', 'revoking');
CREATE INDEX join_account_deployment_index ON join_account (deployment_id);
