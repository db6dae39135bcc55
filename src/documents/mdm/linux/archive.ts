import { pack } from 'tar-stream';
import type { PlacedFile } from './placed-file.js';

/** An archive of the files to unpack at /, owned by root. The same files give the same bytes. ustar, POSIX.1. */
export async function archive(files: readonly PlacedFile[]): Promise<Buffer> {
  const tar = pack();
  for (const { path, content, mode } of files) tar.entry({ name: path, mode, mtime: new Date(0) }, content);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
