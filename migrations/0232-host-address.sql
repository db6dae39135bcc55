-- The addresses that each host with a worker may connect to a PC from: with several hosts, the one that a PC has called
-- is not the only one that the PC has to let in.
CREATE TABLE host_address (
  host text CONSTRAINT host_address_pk PRIMARY KEY,
  addresses text[] NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
