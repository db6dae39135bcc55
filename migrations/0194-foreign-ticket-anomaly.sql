-- A device that showed the ticket of one PC and named itself as another.
ALTER TABLE machine_anomaly DROP CONSTRAINT machine_anomaly_kind_check;
ALTER TABLE machine_anomaly ADD CONSTRAINT machine_anomaly_kind_check
  CHECK (kind IN ('adapter', 'shared-uuid', 'changed-board', 'two-records', 'foreign-ticket'));
