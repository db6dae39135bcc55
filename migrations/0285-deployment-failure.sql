-- Every failure of a deployment: a retry empties its column, and the figures count what stopped the workshop.
-- deployment_id has no foreign key: the figures stand on a floor above, and never lock a deployment.
CREATE TABLE deployment_failure (
  deployment_id uuid NOT NULL,
  at timestamptz NOT NULL,
  step text NOT NULL,
  cause jsonb NOT NULL,
  CONSTRAINT deployment_failure_pk PRIMARY KEY (deployment_id, at)
);
CREATE INDEX deployment_failure_at_index ON deployment_failure (at);

INSERT INTO deployment_failure (deployment_id, at, step, cause)
SELECT id, coalesce(ended_at, created_at), coalesce(failure->>'step', ''), coalesce(failure->'cause', '{}')
  FROM deployment WHERE state = 'failed' AND failure IS NOT NULL;
