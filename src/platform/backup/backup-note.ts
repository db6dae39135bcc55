import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWholeFile } from '../files/index.js';

const noteSchema = z.object({
  at: z.iso.datetime(),
  file: z.string(),
  bytes: z.number(),
  payloads: z.boolean(),
});

/** The last backup of this installation, wherever it was written. */
export type BackupNote = z.infer<typeof noteSchema>;

/** Notes a backup that is whole. In a file: the command may back up a database that it must not change. */
export async function noteBackup(dataDir: string, note: BackupNote): Promise<void> {
  await writeWholeFile(fileOf(dataDir), `${JSON.stringify(note)}\n`);
}

/** Undefined when none was noted. */
export async function lastBackup(dataDir: string): Promise<BackupNote | undefined> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(fileOf(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}

function fileOf(dataDir: string): string {
  return join(dataDir, 'last-backup.json');
}
