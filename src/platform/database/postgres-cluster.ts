import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handOver } from '../config/index.js';
import { OperatorError } from '../core/index.js';
import { clusterPaths, type PostgresBinaries, runToEnd, type ServerAccount } from './postgres-binaries.js';

/** The superuser of the embedded server. */
export const SUPERUSER = 'etabli';

/**
 * Creates the cluster when there is none and returns its superuser's password. The cluster is created under another
 * name and then renamed, so that an interrupted creation is never used.
 */
export async function ensureCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  account: ServerAccount,
  ephemeral: boolean,
): Promise<string> {
  const paths = clusterPaths(dataDir);
  await mkdir(dataDir, { recursive: true });
  if (!existsSync(paths.directory)) {
    const unfinished = `${paths.directory}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { mode: 0o700 });
    await own(unfinished, account);
    const password = randomBytes(24).toString('base64url');
    await rm(paths.passwordFile, { force: true }); // `mode` applies to new files only
    await writeFile(paths.passwordFile, password, { mode: 0o600, flag: 'wx' });
    await handOver(paths.passwordFile, dataDir);
    await initialise(unfinished, password, binaries, account, ephemeral);
    await rename(unfinished, paths.directory);
  }
  return (await readFile(paths.passwordFile, 'utf8')).trim();
}

async function initialise(
  directory: string,
  password: string,
  binaries: PostgresBinaries,
  account: ServerAccount,
  ephemeral: boolean,
): Promise<void> {
  const passwordFile = join(tmpdir(), `etabli-${randomBytes(8).toString('hex')}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  await own(passwordFile, account);
  const options = [
    `--pgdata=${directory}`,
    '--auth=scram-sha-256',
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  try {
    await runToEnd(binaries.initdb, ephemeral ? [...options, '--no-sync'] : options, account);
  } catch (cause) {
    throw unreachableFolder(cause, directory) ?? cause;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function own(path: string, { uid, gid }: ServerAccount): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

function unreachableFolder(cause: unknown, directory: string): OperatorError | undefined {
  if (!(cause instanceof Error) || !/permission denied|EACCES/i.test(cause.message)) return undefined;
  return new OperatorError(
    {
      fr: `PostgreSQL ne peut pas ouvrir ${directory} ou ses propres programmes`,
      en: `PostgreSQL cannot open ${directory} or its own programs`,
    },
    {
      cause,
      remedy: {
        fr: 'en root, PostgreSQL tourne sous un autre compte : placez Établi et ETABLI_DATA_DIR hors de /root (par exemple /opt/etabli et /var/lib/etabli), ou définissez DATABASE_URL',
        en: 'as root, PostgreSQL runs under another account: put Établi and ETABLI_DATA_DIR outside /root (for instance /opt/etabli and /var/lib/etabli), or set DATABASE_URL',
      },
    },
  );
}
