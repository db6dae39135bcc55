-- How far a step has come at best, from 0 to 1, since it became due: going further gives its tries back.
ALTER TABLE step ADD COLUMN furthest double precision NOT NULL DEFAULT 0;
