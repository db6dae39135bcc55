-- A deployment saves again as long as nothing was erased: its newest snapshot counts.
DROP INDEX user_data_snapshot_deployment_unique;
CREATE INDEX user_data_snapshot_deployment_index ON user_data_snapshot (deployment_id);
