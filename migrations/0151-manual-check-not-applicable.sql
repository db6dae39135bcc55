-- A technician may also say that a PC has not got what a check is about: no webcam, no speakers.
ALTER TABLE manual_check DROP CONSTRAINT manual_check_verdict_check;
ALTER TABLE manual_check ADD CONSTRAINT manual_check_verdict_check
  CHECK (verdict IN ('passed', 'failed', 'not-applicable'));
