import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writeWholeFile } from '../../platform/files/index.js';
import type { ApiClient } from './api-client.js';
import { findLot } from './commands/lot.js';

/** Writes the papers of a lot into a folder: a PDF and a JSON a PC, the summary, the report. Gives the files' paths. */
export async function exportLot(api: ApiClient, lot: string, folder: string): Promise<string[]> {
  const { id } = await findLot(api, lot);
  const { files } = await api.get<{ files: { name: string; url: string }[] }>(`/api/certificates/lots/${id}`);
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  for (const { name, url } of files) {
    // A name from a server is never a path here.
    const file = join(folder, basename(name));
    await writeWholeFile(file, await api.download(url));
    written.push(file);
  }
  return written;
}
