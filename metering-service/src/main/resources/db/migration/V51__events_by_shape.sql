-- Events that are few are found by their shapes; those that are many, by tenant and time.
CREATE INDEX event_shape_time ON event_row (shape, time);
