-- A lot that somebody is preparing: kept until it is made. lot_id says that it was, so that it is never made twice.
CREATE TABLE lot_draft (
  id uuid CONSTRAINT lot_draft_pk PRIMARY KEY,
  account_id uuid NOT NULL,
  content jsonb NOT NULL,
  lot_id uuid CONSTRAINT lot_draft_lot_fk REFERENCES lot (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
-- account_id has no foreign key: the account of the command on this machine has no row.
CREATE UNIQUE INDEX lot_draft_account_unique ON lot_draft (account_id) WHERE lot_id IS NULL;
