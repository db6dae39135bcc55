import { mkdir } from 'node:fs/promises';
import type { LotPapersDto } from '../../deployment/certificate/index.js';
import { basename, join } from 'node:path';
import { writeWholeFile } from '../../platform/files/index.js';
import type { ApiClient } from './api-client.js';
import { findLot } from './found-lot.js';

/** Writes the certificates (PDF and JSON), the summary and the report of a lot to a folder. Returns the paths. */
export async function exportLot(api: ApiClient, lot: string, folder: string): Promise<string[]> {
  const { id } = await findLot(api, lot);
  const { files } = await api.get<LotPapersDto>(`/api/certificates/lots/${id}`);
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  for (const { name, url } of files) {
    // Prevents path traversal by a name from the server.
    const file = join(folder, basename(name));
    await writeWholeFile(file, await api.download(url));
    written.push(file);
  }
  return written;
}
