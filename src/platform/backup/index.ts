export { type BackupDone, type BackupOptions, keyFileContent, makeBackup } from './backup.js';
export { restoreBackup, type RestoreDone, type RestoreOptions } from './restore.js';
export { type BackupNote, lastBackup, noteBackup } from './backup-note.js';
