import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../../../src/bench/command.js';
import { processIdentity } from '../../../src/bench/process-identity.js';
import { bootPackages } from '../../../src/deployment/boot/boot-packages.js';
import { loadConfig, type Config } from '../../../src/platform/config/index.js';
import { etabli, ROOT } from './etabli-command.js';
import { underLock } from './held-lock.js';

/** The master's recipe; the environment knows by itself whether it is up to date, the database migrates. */
const RECIPES = 'masters';
const CACHE = join(tmpdir(), 'etabli-bench');

/**
 * A data directory of one's own with a built environment and the master debian-13, as `etabli` makes them. They are
 * built once on a machine, minutes, and copied from then on. Goes with the leftovers of this process.
 */
export async function preparedData(): Promise<Config> {
  const { pid, startedAt } = processIdentity(process.pid)!;
  const own = await mkdtemp(join(tmpdir(), `etabli-${pid}-${startedAt}-0-data-`));
  await chmod(own, 0o755);
  await mkdir(CACHE, { recursive: true });
  await underLock(join(CACHE, 'lock'), async () => {
    const prepared = join(CACHE, await keyOfRecipes());
    await forgetOthers(prepared);
    await prepare(prepared);
    await command('cp', ['--archive', '--reflink=auto', `${prepared}/.`, own]);
  });
  return loadConfig(settingsOf(own));
}

function settingsOf(folder: string): Record<string, string> {
  return { ETABLI_DATA_DIR: join(folder, 'data'), ETABLI_KEY_FILE: join(folder, 'key') };
}

async function prepare(folder: string): Promise<void> {
  const isOld = existsSync(join(folder, 'master-built'));
  try {
    await build(folder);
  } catch (error) {
    // A tree whose migrations were rewritten cannot take an older database: once more, from nothing.
    if (!isOld) throw error;
    await rm(folder, { recursive: true, force: true });
    await build(folder);
  }
}

async function build(folder: string): Promise<void> {
  const done = join(folder, 'master-built');
  if (!existsSync(done)) await rm(folder, { recursive: true, force: true });
  const settings = settingsOf(folder);
  await mkdir(settings['ETABLI_DATA_DIR']!, { recursive: true, mode: 0o755 });
  await mustRun(['environment', 'build', '--if-changed'], settings);
  // Fetched here: the virtual network leads nowhere.
  await bootPackages(settings['ETABLI_DATA_DIR']!);
  if (existsSync(done)) return;
  await mustRun(['master', 'build', 'debian-13'], settings);
  await writeFile(done, '');
}

async function mustRun(args: string[], settings: Record<string, string>): Promise<void> {
  const { status, stderr } = await etabli(args, settings);
  if (status !== 0) throw new Error(`etabli ${args.join(' ')} ended with ${status}: ${stderr.slice(-4000)}`);
}

/** A data directory that an older tree prepared is never asked for again, and large. */
async function forgetOthers(kept: string): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const folder = join(CACHE, name);
    if (folder !== kept && name !== 'lock') await rm(folder, { recursive: true, force: true });
  }
}

async function keyOfRecipes(): Promise<string> {
  const digest = createHash('sha256');
  const entries = await readdir(join(ROOT, RECIPES), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  for (const file of files.sort()) digest.update(file.slice(ROOT.length)).update(await readFile(file));
  return digest.digest('hex').slice(0, 16);
}
