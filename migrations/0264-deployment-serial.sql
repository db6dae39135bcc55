-- The same for PCs that have never booted.
CREATE INDEX deployment_serial_index ON deployment (serial, created_at);
