import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { OperatorError, PermanentError, TransientError } from '../../platform/core/index.js';

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** The longest text of stderr that is kept. */
const MOST_SAID = 4_000;
/** Exit statuses of restic 0.18. https://restic.readthedocs.io, “Exit codes”. */
const LOCKED = 11;

/** A repository in a folder of this server, and its password. */
export interface OpenRepository {
  folder: string;
  password: string;
}

export interface RunningRestic {
  output: Readable;
  /** Throws what restic said when it did not succeed. */
  ended(): Promise<void>;
  kill(): void;
}

/**
 * Starts restic on a repository of this server; it ends with this process. The password is in its environment only,
 * which other accounts cannot read. `setpriv --pdeathsig`, prctl(2).
 */
export function startRestic({ folder, password }: OpenRepository, args: string[]): RunningRestic {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', 'restic', '--no-cache', '--quiet', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: SYSTEM_PATH,
      LC_ALL: 'C.UTF-8',
      RESTIC_REPOSITORY: folder,
      RESTIC_PASSWORD: password,
    },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-MOST_SAID)));
  const status = once(child, 'close').then(([code]) => code as number | null);
  status.catch(() => undefined); // ended() rejects with it
  return {
    output: child.stdout,
    ended: async () => mustBeDone(await status.catch(notInstalled), said.trim()),
    kill: () => void child.kill('SIGTERM'),
  };
}

/** Runs restic to its end and returns what it printed. */
export async function restic(repository: OpenRepository, args: string[]): Promise<string> {
  const running = startRestic(repository, args);
  const chunks: Buffer[] = [];
  for await (const chunk of running.output) chunks.push(chunk as Buffer);
  await running.ended();
  return Buffer.concat(chunks).toString('utf8');
}

function mustBeDone(status: number | null, said: string): void {
  if (status === 0) return;
  if (status === 127) notInstalled(said);
  if (status === LOCKED) {
    throw new TransientError({
      fr: `le dépôt de données est utilisé en ce moment : ${said}`,
      en: `the data repository is in use at the moment: ${said}`,
    });
  }
  throw new PermanentError({
    fr: `restic a fini avec le code ${status} : ${said || '—'}`,
    en: `restic ended with status ${status}: ${said || '—'}`,
  });
}

function notInstalled(cause: unknown): never {
  throw new OperatorError(
    {
      fr: 'restic, qui lit les données sauvegardées, n’est pas installé',
      en: 'restic, which reads the data that was saved, is not installed',
    },
    {
      cause,
      remedy: {
        fr: 'Installez le paquet restic (scripts/packages).',
        en: 'Install the package restic (scripts/packages).',
      },
    },
  );
}
