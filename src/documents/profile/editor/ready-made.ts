import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** /profiles, from src and from dist alike. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', '..', 'profiles');

/** A profile that comes with Établi. */
export interface ReadyMade {
  name: string;
  text: string;
}

/** The ready-made profiles, by name. The files are part of the release. */
export async function readyMadeProfiles(): Promise<ReadyMade[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => ({
      name: name.replace(/\.yaml$/, ''),
      text: await readFile(join(FOLDER, name), 'utf8'),
    })),
  );
}
