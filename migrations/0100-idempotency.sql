-- First answers to POST requests with an Idempotency-Key, kept for 24 hours.
CREATE TABLE idempotency_key (
  account_id uuid NOT NULL,
  key text NOT NULL,
  -- SHA-256 of method, path and body, sealed: the same key with another request is a mistake.
  request bytea NOT NULL,
  -- Null while the first request is under way.
  status integer,
  -- The JSON body, sealed: an answer may hold a secret that is shown only once.
  answer bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT idempotency_key_pk PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_key_created_index ON idempotency_key (created_at);
