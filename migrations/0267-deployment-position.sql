-- The place of a PC on the bench, as the row of its lot says.
ALTER TABLE deployment ADD COLUMN position text;
