-- The latest deployment of a PC, by its machine or, before that is known, by the serial number of its row.
CREATE INDEX deployment_machine_index ON deployment (machine_id, created_at);
