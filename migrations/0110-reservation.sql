-- What stays open at the end of a recette, when the profile wants somebody's word on each of them by account.
-- deployment_id has no foreign key: this table stands on a floor below deployments.
CREATE TABLE reservation_acceptance (
  deployment_id uuid NOT NULL,
  check_id text NOT NULL,
  position integer NOT NULL,
  check_name text NOT NULL,
  text jsonb NOT NULL,
  accepted_by text,
  accepted_at timestamptz,
  CONSTRAINT reservation_acceptance_pk PRIMARY KEY (deployment_id, check_id),
  CONSTRAINT reservation_acceptance_check CHECK ((accepted_by IS NULL) = (accepted_at IS NULL))
);
