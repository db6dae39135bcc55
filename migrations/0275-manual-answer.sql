-- An answer can be corrected until the certificate. `revision` counts the answers of a check: who answers says which
-- one he or she saw, so that two technicians do not overwrite each other. Every answer is kept.
ALTER TABLE manual_check ADD COLUMN revision integer NOT NULL DEFAULT 0;
UPDATE manual_check SET revision = 1 WHERE verdict IS NOT NULL;

CREATE TABLE manual_answer (
  deployment_id uuid NOT NULL,
  check_id text NOT NULL,
  revision integer NOT NULL,
  verdict text NOT NULL,
  remark text,
  answered_by text NOT NULL,
  answered_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT manual_answer_pk PRIMARY KEY (deployment_id, check_id, revision),
  CONSTRAINT manual_answer_verdict_check CHECK (verdict IN ('passed', 'failed', 'not-applicable'))
);
INSERT INTO manual_answer (deployment_id, check_id, revision, verdict, remark, answered_by, answered_at)
  SELECT deployment_id, check_id, 1, verdict, remark, answered_by, answered_at
    FROM manual_check WHERE verdict IS NOT NULL;

-- From here on the certificate is made of the answers, and they do not change any more.
CREATE TABLE recette_closing (
  deployment_id uuid NOT NULL,
  closed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT recette_closing_pk PRIMARY KEY (deployment_id)
);
