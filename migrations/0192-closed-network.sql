-- Networks that an administrator declared closed: the PCs on them need no confirmation.
CREATE TABLE closed_network (
  network cidr CONSTRAINT closed_network_pk PRIMARY KEY,
  reason text,
  closed_by text NOT NULL,
  closed_at timestamptz NOT NULL DEFAULT now()
);
