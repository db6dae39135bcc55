-- The PIN with which its owner signs on a tablet that somebody else is logged in on. Apart from the account, so that
-- no reader of an account reads it. `password_mark` is a digest of the password's hash: with another password, the PIN
-- counts no longer.
CREATE TABLE account_pin (
  account_id uuid NOT NULL,
  pin_hash text NOT NULL,
  password_mark text NOT NULL,
  set_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT account_pin_pk PRIMARY KEY (account_id),
  CONSTRAINT account_pin_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
