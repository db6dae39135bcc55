-- How often the worker of a step died: counted apart from the failures of the step itself.
ALTER TABLE step ADD COLUMN orphaned integer NOT NULL DEFAULT 0;
