-- On what it rests that the PC behind a host key is this machine: a code that somebody typed, or a closed network.
ALTER TABLE machine_channel
  ADD COLUMN session_id uuid,
  ADD COLUMN proof text CONSTRAINT machine_channel_proof_check CHECK (proof IN ('code', 'closed-network')),
  ADD COLUMN proof_by text,
  ADD COLUMN proof_at timestamptz,
  ADD COLUMN proof_network text;
