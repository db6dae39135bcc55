import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { AgentFailure, find, mounted, type Command, type Parameters } from './simulated-pc-command.js';

const run = promisify(execFile);
const NOTHING = { fr: 'aucun profil', en: 'no user profile to save on this disk' };

/** The commands of environment/agent for user data, with the real restic and the same answers. */
export const USER_DATA_COMMANDS: Record<string, Command> = {
  'backup-user-data': async (parameters, context) => {
    const { users } = find(parameters['disk'], context);
    const none = { files: 0, bytes: 0 };
    if (users === undefined)
      return { snapshot: null, nothing: NOTHING, ...none, profiles: [], skipped: [], readBack: none };
    return inFolder(async (folder) => {
      const profiles = Object.entries(users).map(([name, files]) => {
        for (const [path, text] of Object.entries(files)) put(join(folder, name, path), text);
        const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
        return { name, sid: 'S-1-5-21-1-2-3-1001', lastUsed: null, files: Object.keys(files).length, bytes };
      });
      const restic = resticOf(parameters, context.ca, folder);
      await restic(['cat', 'config']).catch(() => restic(['init']));
      await context.midway();
      const said = await restic([
        'backup',
        '--json',
        '--tag',
        String(parameters['deployment']),
        join(folder),
      ]);
      const { snapshot_id: snapshot } = JSON.parse(
        said.split('\n').find((line) => line.includes('"summary"'))!,
      ) as {
        snapshot_id: string;
      };
      await restic(['check', '--read-data', '--no-lock']);
      const total = (of: 'files' | 'bytes') => profiles.reduce((sum, profile) => sum + profile[of], 0);
      const read = { files: total('files'), bytes: total('bytes') };
      return { snapshot, nothing: null, ...read, profiles, skipped: [], readBack: read };
    });
  },
  'restore-user-data': async (parameters, context) => {
    const disk = mounted(parameters, context);
    await context.midway();
    return inFolder(async (folder) => {
      const target = join(folder, 'back');
      const restic = resticOf(parameters, context.ca, folder);
      await restic(['restore', '--no-lock', String(parameters['snapshot']), '--target', target]);
      const all = readdirSync(target, { recursive: true, encoding: 'utf8' })
        .filter((path) => statSync(join(target, path)).isFile())
        .map(
          (path) => [path.replace(/^.*?etabli-users-[^/]+\//, ''), readFileSync(join(target, path))] as const,
        );
      const names = [...new Set(all.map(([path]) => path.split('/')[0]!))].sort();
      for (const [path, content] of all) {
        const [name = '', ...rest] = path.split('/');
        disk.put(['Etabli-UserData', names.indexOf(name), ...rest].join('/'), content);
      }
      const profiles = names.map((name, index) => {
        const own = all.filter(([path]) => path.startsWith(`${name}/`));
        return {
          name,
          folder: String(index),
          files: own.length,
          bytes: own.reduce((sum, [, c]) => sum + c.length, 0),
        };
      });
      return {
        files: all.length,
        bytes: all.reduce((sum, [, c]) => sum + c.length, 0),
        profiles,
        skipped: [],
      };
    });
  },
};

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A folder whose name is the same for the same PC does not matter: the paths of a snapshot are told by `etabli-users-`. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'etabli-users-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** restic on the repository of this machine, as the agent runs it. */
function resticOf({ repositoryUrl, ticket, password }: Parameters, ca: string, folder: string) {
  const authority = join(
    tmpdir(),
    `etabli-ca-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}.pem`,
  );
  const env = {
    PATH: process.env['PATH'],
    RESTIC_REPOSITORY: `rest:${String(repositoryUrl)}`,
    RESTIC_REST_USERNAME: 'etabli',
    RESTIC_REST_PASSWORD: String(ticket),
    RESTIC_PASSWORD: String(password),
  };
  return async (args: string[]): Promise<string> => {
    writeFileSync(authority, ca);
    try {
      const { stdout } = await run('restic', ['--no-cache', '--cacert', authority, ...args], {
        env,
        timeout: 60_000,
      });
      return stdout;
    } catch (error) {
      const said = (error as { stderr?: string }).stderr ?? String(error);
      throw new AgentFailure('transient', `restic a échoué : ${said}`, `restic failed: ${said}`);
    } finally {
      rmSync(authority, { force: true });
    }
  };
}
