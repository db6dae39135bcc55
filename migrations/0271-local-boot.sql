-- A technician sends the next network boots of a PC to its own disk, without touching its deployment.
ALTER TABLE deployment
  ADD COLUMN local_boot_at timestamptz,
  ADD COLUMN local_boot_by text,
  ADD CONSTRAINT deployment_local_boot_check CHECK ((local_boot_at IS NULL) = (local_boot_by IS NULL));
