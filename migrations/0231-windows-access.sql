-- The way into an installed Windows for the time of its deployment: the certificate that Établi signed for its WinRM
-- listener, and the local administrator that the PC was told to create, whose password is sealed by the vault. The row
-- ends with the deployment, or with the boot that it belongs to.
CREATE TABLE windows_access (
  deployment_id uuid CONSTRAINT windows_access_pk PRIMARY KEY
    CONSTRAINT windows_access_boot_fk REFERENCES windows_boot (deployment_id) ON DELETE CASCADE,
  machine_id uuid NOT NULL CONSTRAINT windows_access_machine_fk REFERENCES machine (id) ON DELETE CASCADE,
  account text NOT NULL,
  sealed_password bytea NOT NULL,
  certificate text NOT NULL,
  enrolled_at timestamptz NOT NULL DEFAULT now(),
  opened_at timestamptz,
  seal_asked_at timestamptz
);
CREATE INDEX windows_access_machine_index ON windows_access (machine_id);
