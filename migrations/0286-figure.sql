-- What the figures are counted from: one row for each deployment that ended, folded once from its plan, its facts and
-- its steps, which are too large to be read again for each page. No foreign keys: nothing here locks a deployment.
CREATE TABLE figure_deployment (
  deployment_id uuid CONSTRAINT figure_deployment_pk PRIMARY KEY,
  ended_at timestamptz NOT NULL,
  state text NOT NULL,
  customer text NOT NULL,
  model text NOT NULL,
  master text NOT NULL,
  hands text[] NOT NULL,
  has_recette boolean NOT NULL
);
CREATE INDEX figure_deployment_ended_index ON figure_deployment (ended_at);

CREATE TABLE figure_step (
  deployment_id uuid NOT NULL,
  name text NOT NULL,
  seconds double precision NOT NULL,
  CONSTRAINT figure_step_pk PRIMARY KEY (deployment_id, name)
);

CREATE TABLE figure_finding (
  deployment_id uuid NOT NULL,
  place integer NOT NULL,
  kind text NOT NULL,
  title jsonb NOT NULL,
  verdict text NOT NULL CONSTRAINT figure_finding_verdict_check CHECK (verdict IN ('failed', 'unmeasured')),
  CONSTRAINT figure_finding_pk PRIMARY KEY (deployment_id, place)
);

-- Those whose end changed since they were folded: a retry takes one out again.
CREATE TABLE figure_due (
  deployment_id uuid CONSTRAINT figure_due_pk PRIMARY KEY
);
INSERT INTO figure_due SELECT id FROM deployment WHERE ended_at IS NOT NULL;

-- A trigger, so that no way of ending a deployment is forgotten. Of updates only: a restoration inserts every row
-- of every table by itself.
CREATE FUNCTION deployment_end_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO figure_due VALUES (NEW.id) ON CONFLICT DO NOTHING;
  IF NEW.state = 'failed' AND OLD.state <> 'failed' AND NEW.failure IS NOT NULL THEN
    INSERT INTO deployment_failure (deployment_id, at, step, cause)
    VALUES (NEW.id, coalesce(NEW.ended_at, now()), coalesce(NEW.failure->>'step', ''), coalesce(NEW.failure->'cause', '{}'))
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER deployment_end_changed AFTER UPDATE OF state, ended_at ON deployment FOR EACH ROW
  WHEN (NEW.ended_at IS DISTINCT FROM OLD.ended_at OR (NEW.state = 'failed' AND OLD.state <> 'failed'))
  EXECUTE FUNCTION deployment_end_changed();
