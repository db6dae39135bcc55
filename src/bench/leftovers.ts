import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command.js';
import { isAlive } from './process-identity.js';

/** The names of a bench contain its process: `etabli-<pid>-<start>-<n>…`. */
export const BENCH_PREFIX = 'etabli-';
const NAME = /^etabli-(\d+)-(\d+)-\d+(?:-|$)/;

/** Whether the name belongs to a bench whose process has ended. */
export function isLeftover(name: string): boolean {
  const [, pid, startedAt] = NAME.exec(name) ?? [];
  if (pid === undefined || startedAt === undefined) return false;
  return !isAlive({ pid: Number(pid), startedAt });
}

/** The names of the network namespaces of this machine. */
export async function networkNamespaces(): Promise<string[]> {
  const listing = await command('ip', ['netns', 'list']);
  return listing
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
    .filter((name) => name !== '');
}

/** Kills every process in the namespace and removes it. */
export async function removeNamespace(name: string): Promise<void> {
  const pids = (await command('ip', ['netns', 'pids', name])).split('\n').filter((line) => line !== '');
  for (const pid of pids) endProcess(Number(pid));
  await command('ip', ['netns', 'del', name]);
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended after the listing.
  }
}

/** Removes the namespaces, processes and directories of benches whose process has ended. Returns their names. */
export async function removeLeftovers(): Promise<string[]> {
  const namespaces = (await networkNamespaces()).filter(isLeftover);
  for (const name of namespaces) await removeNamespace(name).catch(() => undefined);
  const directories = (await readdir(tmpdir())).filter(isLeftover);
  for (const name of directories) await rm(join(tmpdir(), name), { recursive: true, force: true });
  return [...namespaces, ...directories];
}
