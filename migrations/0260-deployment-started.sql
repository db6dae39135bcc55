-- The latest deployments of a profile version: how long each step took in them says how long the next one will take.
CREATE INDEX deployment_started_index ON deployment (profile_version_id, started_at) WHERE started_at IS NOT NULL;
