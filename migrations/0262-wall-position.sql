-- The grid of the wall: the positions of the workshop as an administrator drew them, and the PC that stands on each.
-- A PC that has never booted is known by its serial number only.
CREATE TABLE wall_position (
  name text CONSTRAINT wall_position_pk PRIMARY KEY,
  row_number integer NOT NULL,
  column_number integer NOT NULL,
  switch_port text,
  serial text,
  machine_id uuid CONSTRAINT wall_position_machine_fk REFERENCES machine (id) ON DELETE SET NULL,
  placed_by text,
  placed_at timestamptz,
  CONSTRAINT wall_position_cell_check CHECK (row_number BETWEEN 1 AND 12 AND column_number BETWEEN 1 AND 20)
);
CREATE UNIQUE INDEX wall_position_cell_unique ON wall_position (row_number, column_number);
CREATE UNIQUE INDEX wall_position_serial_unique ON wall_position (serial);
CREATE UNIQUE INDEX wall_position_machine_unique ON wall_position (machine_id);
