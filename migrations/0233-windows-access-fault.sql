-- Why a PC could not let Établi in, in its own words: it may fail before it has asked for its certificate.
ALTER TABLE windows_boot ADD COLUMN access_fault text;
