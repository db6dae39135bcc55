import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, link, mkdir, readdir, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { NotFoundError, isSha256 } from '../../../platform/core/index.js';
import { pointLink, syncPath } from '../../../platform/files/index.js';
import { readManifest, type EnvironmentManifest } from './environment-manifest.js';
import { newcArchive } from './newc-archive.js';

export interface PublishOptions {
  /** `<dataDir>/environment`, the directory of builds. */
  outDir: string;
  /** The certificate of Établi's own authority, the only one that the environment trusts. */
  caPem: string;
}

/**
 * Publishes the last build: adds an archive with the authority to its initrd and moves the link `current` to the new
 * pair atomically. Idempotent. Rejects with NotFoundError when there is no build.
 */
export async function publishEnvironment({ outDir, caPem }: PublishOptions): Promise<EnvironmentManifest> {
  const built = await readManifest(join(outDir, 'built'));
  if (built === undefined) throw notBuilt();
  const authority = sha256(caPem);
  const digest = sha256(`${built.digest}\n${authority}\n`);
  const directory = join(outDir, digest);
  if ((await readManifest(directory)) === undefined) {
    await assemble(directory, join(outDir, built.digest), { ...built, digest }, caPem);
  }
  const previous = await pointedAt(join(outDir, 'current'));
  await pointLink(join(outDir, 'current'), digest);
  if (previous !== digest) await prune(outDir, [digest, built.digest, previous]);
  return (await readManifest(directory)) ?? Promise.reject(notBuilt());
}

/** Writes the pair to a temporary directory and renames it. */
async function assemble(target: string, built: string, manifest: EnvironmentManifest, caPem: string) {
  const draft = `${target}.${randomUUID()}`;
  await mkdir(draft);
  try {
    const [kernel, initrd] = [join(draft, 'vmlinuz'), join(draft, 'initrd.img')];
    await link(join(built, 'vmlinuz'), kernel).catch(() => copyFile(join(built, 'vmlinuz'), kernel));
    const hash = createHash('sha256');
    const addition = authorityArchive(caPem);
    async function* bytes() {
      for await (const chunk of createReadStream(join(built, 'initrd.img'))) yield chunk as Buffer;
      yield addition;
    }
    await pipeline(hashed(bytes(), hash), createWriteStream(initrd));
    const whole = { sha256: hash.digest('hex'), bytes: manifest.files['initrd.img'].bytes + addition.length };
    const published = { built: basename(built), authority: sha256(caPem) };
    const publishedManifest = { ...manifest, files: { ...manifest.files, 'initrd.img': whole }, published };
    await writeFile(join(draft, 'manifest.json'), `${JSON.stringify(publishedManifest, null, 2)}\n`);
    for (const name of [kernel, initrd]) await syncPath(name);
    await moveWhole(draft, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function* hashed(bytes: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>) {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}

/** The second archive of the initrd, which the kernel unpacks over the first. */
export function authorityArchive(caPem: string): Buffer {
  return newcArchive([
    { path: 'etc', mode: 0o755 },
    { path: 'etc/etabli', mode: 0o755 },
    { path: 'etc/etabli/ca.pem', mode: 0o644, content: Buffer.from(caPem) },
  ]);
}

/** Another server that shares the directory may have been faster with the same pair. */
async function moveWhole(draft: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

async function pointedAt(path: string): Promise<string | undefined> {
  return readlink(path).catch(() => undefined);
}

/** Keeps the previous pair: a PC may be fetching it. */
async function prune(outDir: string, kept: (string | undefined)[]): Promise<void> {
  const old = (await readdir(outDir)).filter((name) => isSha256(name) && !kept.includes(name));
  for (const name of old) await rm(join(outDir, name), { recursive: true, force: true });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The error when there is no build. */
export function notBuilt(): NotFoundError {
  return new NotFoundError(
    { fr: 'l’environnement n’est pas construit', en: 'the environment is not built' },
    {
      remedy: {
        fr: 'Construisez-le : etabli environment build',
        en: 'Build it: etabli environment build',
      },
    },
  );
}
