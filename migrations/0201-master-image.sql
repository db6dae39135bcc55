-- wim: what the image is (edition, build, languages, architecture, boot managers), and the digest of its description.
ALTER TABLE master ADD COLUMN image jsonb;
