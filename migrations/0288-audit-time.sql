-- The audit log is searched by period.
CREATE INDEX audit_entry_at_index ON audit_entry (at);
