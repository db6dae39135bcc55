-- What only a person can judge: asked by the profile, answered by a technician under his or her name.
-- deployment_id has no foreign key: this table stands on a floor below deployments.
CREATE TABLE manual_check (
  deployment_id uuid NOT NULL,
  check_id text NOT NULL,
  position integer NOT NULL,
  title jsonb NOT NULL,
  severity text NOT NULL,
  verdict text,
  remark text,
  answered_by text,
  answered_at timestamptz,
  CONSTRAINT manual_check_pk PRIMARY KEY (deployment_id, check_id),
  CONSTRAINT manual_check_severity_check CHECK (severity IN ('blocking', 'reserve', 'information')),
  CONSTRAINT manual_check_verdict_check CHECK (verdict IN ('passed', 'failed')),
  CONSTRAINT manual_check_answer_check CHECK ((verdict IS NULL) = (answered_by IS NULL) AND (verdict IS NULL) = (answered_at IS NULL))
);
