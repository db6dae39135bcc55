-- Certificates as they were issued. The signed JSON is the truth; the other columns are for lists.
CREATE SEQUENCE certificate_number;

CREATE TABLE certificate (
  id uuid NOT NULL,
  number text NOT NULL,
  deployment_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  hostname text NOT NULL,
  serial text,
  customer text NOT NULL,
  technician text NOT NULL,
  verdict text NOT NULL,
  reservation_count integer NOT NULL,
  issued_at timestamptz NOT NULL,
  jws text NOT NULL,
  pdf_fr bytea NOT NULL,
  pdf_en bytea NOT NULL,
  pdf_fr_sha256 text NOT NULL,
  pdf_en_sha256 text NOT NULL,
  CONSTRAINT certificate_pk PRIMARY KEY (id),
  CONSTRAINT certificate_number_unique UNIQUE (number),
  CONSTRAINT certificate_deployment_unique UNIQUE (deployment_id),
  CONSTRAINT certificate_verdict_check CHECK (verdict IN ('conforming', 'conforming-with-reservations'))
);
CREATE INDEX certificate_lot_index ON certificate (lot_id, number);
CREATE INDEX certificate_issued_at_index ON certificate (issued_at);

-- What was signed is never changed.
CREATE FUNCTION certificate_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a certificate is never changed';
END
$$;
CREATE TRIGGER certificate_is_final BEFORE UPDATE ON certificate FOR EACH ROW EXECUTE FUNCTION certificate_is_final();
