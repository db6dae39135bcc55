-- A token that a token made ends with it.
ALTER TABLE api_token ADD COLUMN parent_id uuid
  CONSTRAINT api_token_parent_fk REFERENCES api_token (id) ON DELETE CASCADE;
CREATE INDEX api_token_parent_index ON api_token (parent_id);
