-- Each time that a worker took a step: the step itself keeps only the latest.
CREATE TABLE step_attempt (
  step_id uuid NOT NULL CONSTRAINT step_attempt_step_fk REFERENCES step (id) ON DELETE CASCADE,
  attempt integer NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  outcome text,
  waits_for text,
  failure jsonb,
  CONSTRAINT step_attempt_pk PRIMARY KEY (step_id, attempt),
  CONSTRAINT step_attempt_outcome_check CHECK (outcome IN ('done', 'failed', 'again', 'cancelled')),
  CONSTRAINT step_attempt_end_check CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
