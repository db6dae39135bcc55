-- What is told to the outside: who wants to hear of what, what happened, and every message that is owed for it.
CREATE TABLE notification_target (
  id uuid CONSTRAINT notification_target_pk PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  name text NOT NULL,
  address text NOT NULL,
  events text[] NOT NULL,
  language text NOT NULL,
  plain_http boolean NOT NULL DEFAULT false,
  sealed_secret bytea,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX notification_target_name_unique ON notification_target (name);

-- A row is written by the transaction that changes a deployment, so that neither is without the other. A `key` names what
-- must be told once only, however many rows lead to it.
CREATE TABLE notification_event (
  id uuid CONSTRAINT notification_event_pk PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  deployment_id uuid,
  lot_id uuid,
  detail jsonb NOT NULL DEFAULT '{}',
  key text,
  occurred_at timestamptz NOT NULL DEFAULT now(),
  handled_at timestamptz
);
CREATE UNIQUE INDEX notification_event_key_unique ON notification_event (key);
CREATE INDEX notification_event_unhandled_index ON notification_event (occurred_at) WHERE handled_at IS NULL;

-- A message to one target. `body` is frozen: what is repeated is the same to the byte.
CREATE TABLE notification_delivery (
  id uuid CONSTRAINT notification_delivery_pk PRIMARY KEY DEFAULT gen_random_uuid(),
  event_id uuid CONSTRAINT notification_delivery_event_fk REFERENCES notification_event (id) ON DELETE CASCADE,
  target_id uuid CONSTRAINT notification_delivery_target_fk REFERENCES notification_target (id) ON DELETE SET NULL,
  channel text NOT NULL,
  kind text NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  state text NOT NULL DEFAULT 'due',
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT now(),
  retry_until timestamptz NOT NULL,
  claimed_at timestamptz,
  sent_at timestamptz,
  failure jsonb,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX notification_delivery_once_unique ON notification_delivery (event_id, channel, target_id);
CREATE INDEX notification_delivery_due_index ON notification_delivery (next_at) WHERE state IN ('due', 'sending');
CREATE INDEX notification_delivery_created_index ON notification_delivery (created_at);
CREATE INDEX notification_delivery_target_index ON notification_delivery (target_id);

-- A trigger, because a deployment ends in many places of the code, and one that forgot to tell would be noticed by nobody.
CREATE FUNCTION notification_of_deployment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO notification_event (kind, deployment_id, lot_id, detail)
  VALUES (
    CASE WHEN NEW.state IS NOT DISTINCT FROM OLD.state THEN 'deployment.ended'
         WHEN NEW.state = 'failed' THEN 'deployment.failed'
         WHEN NEW.state = 'certified' THEN 'deployment.certified'
         ELSE 'deployment.ended' END,
    NEW.id,
    NEW.lot_id,
    CASE WHEN NEW.state = 'failed' THEN jsonb_build_object('failure', NEW.failure) ELSE '{}'::jsonb END
  );
  RETURN NULL;
END $$;

CREATE TRIGGER notification_of_deployment AFTER UPDATE OF state, closed_at ON deployment FOR EACH ROW
  WHEN ((NEW.state IS DISTINCT FROM OLD.state AND NEW.state IN ('failed', 'certified', 'captured', 'cancelled'))
        OR (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL))
  EXECUTE FUNCTION notification_of_deployment();
