ALTER TABLE step RENAME COLUMN lane TO queue;
ALTER TABLE step RENAME CONSTRAINT step_lane_check TO step_queue_check;
