-- The machine id (machine-id(5)) of the system that each PC was installed with, as the recette measured it:
-- two PCs with the same one were made of a master that keeps its own.
CREATE TABLE installed_system (
  machine_id uuid NOT NULL,
  os_machine_id text NOT NULL,
  deployment_id uuid NOT NULL,
  measured_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT installed_system_pk PRIMARY KEY (machine_id),
  CONSTRAINT installed_system_machine_fk FOREIGN KEY (machine_id) REFERENCES machine (id),
  CONSTRAINT installed_system_deployment_fk FOREIGN KEY (deployment_id) REFERENCES deployment (id),
  CONSTRAINT installed_system_os_machine_id_check CHECK (os_machine_id ~ '^[0-9a-f]{32}$')
);
