import { open } from 'node:fs/promises';

/**
 * Overwrites the second half of a file in its place, as a failing disk or a hasty administrator would, at the same
 * length. Gives what puts it right again.
 */
export async function spoil(path: string): Promise<() => Promise<void>> {
  const file = await open(path, 'r+');
  const { size } = await file.stat();
  const half = Math.floor(size / 2);
  const good = Buffer.alloc(size - half);
  await file.read(good, 0, good.length, half);
  await file.write(Buffer.alloc(good.length, 0x5a), 0, good.length, half);
  return async () => {
    await file.write(good, 0, good.length, half);
    await file.close();
  };
}
